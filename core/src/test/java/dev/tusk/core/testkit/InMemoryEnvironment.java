package dev.tusk.core.testkit;

import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.kernel.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A machine whose environment, files and sockets the test says. Thread-safe.
public final class InMemoryEnvironment implements LibpqEnvironment {
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final List<String> services = new CopyOnWriteArrayList<>();
  private final List<HostAddress> sockets = new CopyOnWriteArrayList<>();
  private volatile @Nullable String passwords;
  private volatile boolean open;

  public InMemoryEnvironment variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  public InMemoryEnvironment variables(Map<String, String> all) {
    variables.putAll(all);
    return this;
  }

  /// A further service file, behind those before.
  public InMemoryEnvironment services(String text) {
    services.add(text);
    return this;
  }

  /// Has this password file.
  ///
  /// The password file.
  ///
  /// @param othersMayRead whether its permissions are too wide
  public InMemoryEnvironment passwords(String text, boolean othersMayRead) {
    passwords = text;
    open = othersMayRead;
    return this;
  }

  public InMemoryEnvironment socket(String directory, int port) {
    sockets.add(new HostAddress(directory, port));
    return this;
  }

  @Override
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  @Override
  public String user() {
    return "ada";
  }

  @Override
  public List<String> serviceFiles() {
    return List.copyOf(services);
  }

  @Override
  public Optional<Secret> passwordFile(Consumer<? super String> warnings) {
    if (open) {
      warnings.accept("The password file is not used: others may read it");
      return Optional.empty();
    }
    return Optional.ofNullable(passwords).map(Secret::of);
  }

  @Override
  public List<HostAddress> sockets() {
    return new ArrayList<>(sockets);
  }
}
