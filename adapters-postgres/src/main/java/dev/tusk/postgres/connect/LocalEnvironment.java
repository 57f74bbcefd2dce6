package dev.tusk.postgres.connect;

import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.kernel.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// This machine, with its files where libpq has them. Thread-safe.
public final class LocalEnvironment implements LibpqEnvironment {
  private static final System.Logger LOG = System.getLogger(LocalEnvironment.class.getName());
  private static final List<Path> SOCKET_DIRECTORIES =
      List.of(Path.of("/var/run/postgresql"), Path.of("/run/postgresql"), Path.of("/tmp"));
  private static final Pattern SOCKET = Pattern.compile("\\.s\\.PGSQL\\.([0-9]{1,5})");

  /// Where distributions have the system's service file.
  private static final String[] SYSTEM = {
    "/etc/postgresql-common", "/etc", "/etc/sysconfig/pgsql", "/usr/local/etc/postgresql"
  };

  /// What others than the owner may do with a file.
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Map<String, String> variables;
  private final Path home;
  private final List<Path> socketDirectories;

  /// @param variables the process's environment
  public LocalEnvironment(Map<String, String> variables) {
    this(variables, SOCKET_DIRECTORIES);
  }

  LocalEnvironment(Map<String, String> variables, List<Path> socketDirectories) {
    this.variables = Map.copyOf(variables);
    this.home = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/")));
    this.socketDirectories = List.copyOf(socketDirectories);
  }

  @Override
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public String user() {
    return System.getProperty("user.name", "postgres");
  }

  @Override
  public List<String> serviceFiles() {
    Optional<Path> users =
        path("PGSERVICEFILE").or(() -> Optional.of(home.resolve(".pg_service.conf")));
    Stream<Path> systems =
        path("PGSYSCONFDIR").map(Stream::of).orElseGet(() -> Arrays.stream(SYSTEM).map(Path::of));
    return Stream.concat(users.stream(), systems.map(each -> each.resolve("pg_service.conf")))
        .filter(Files::isRegularFile)
        .flatMap(file -> text(file).stream())
        .toList();
  }

  private Optional<Path> path(String variable) {
    String value = variables.getOrDefault(variable, "");
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (InvalidPathException wrong) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException unreadable) {
      LOG.log(System.Logger.Level.WARNING, "Could not read {0}: {1}", file, unreadable);
      return Optional.empty();
    }
  }

  @Override
  public Optional<Secret> passwordFile(Consumer<? super String> warnings) {
    Path file = path("PGPASSFILE").orElseGet(() -> home.resolve(".pgpass"));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!Files.isRegularFile(file)) {
        warnings.accept("The password file " + file + " is not used: it is not a plain file");
        return Optional.empty();
      }
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        warnings.accept(
            "The password file "
                + file
                + " is not used: others may read or write it. `chmod 600` makes it yours alone.");
        return Optional.empty();
      }
      return Optional.of(secret(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      warnings.accept("The password file " + file + " cannot be read");
      return Optional.empty();
    }
  }

  private static Secret secret(byte[] bytes) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] text = new char[decoded.remaining()];
    decoded.get(text);
    Secret secret = Secret.of(text);
    Arrays.fill(text, '\0');
    Arrays.fill(decoded.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  @Override
  public List<HostAddress> sockets() {
    Set<Path> seen = new LinkedHashSet<>();
    List<HostAddress> found = new ArrayList<>();
    for (Path directory : socketDirectories) {
      try {
        if (!Files.isDirectory(directory) || !seen.add(directory.toRealPath())) {
          continue;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".s.PGSQL.*")) {
          for (Path file : files) {
            Matcher name = SOCKET.matcher(file.getFileName().toString());
            if (name.matches()) {
              found.add(new HostAddress(directory.toString(), Integer.parseInt(name.group(1))));
            }
          }
        }
      } catch (IOException unreadable) {
        LOG.log(System.Logger.Level.DEBUG, "Could not look into {0}", directory);
      }
    }
    found.removeIf(each -> each.port() < 1 || each.port() > 65_535);
    found.sort(Comparator.comparingInt(HostAddress::port));
    return List.copyOf(found);
  }
}
