package dev.tusk.app.process;

import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.secrets.EveryLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Java process with the class path of this one, and nothing of this machine's desktop in its
/// environment. Its home, data and error stream are in one folder.
public final class JavaProcess {
  private static final List<String> UNPRIVILEGED =
      List.of(
          "setpriv",
          "--bounding-set=-dac_override,-dac_read_search",
          "--inh-caps=-dac_override,-dac_read_search");

  private final Path home;
  private final List<String> before = new ArrayList<>();
  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private String classPathFirst = "";
  private boolean errorsToFile = true;

  /// A process at home in `home`, with its data in `data` beneath it.
  public JavaProcess(Path home) {
    this.home = home;
    variables.put("HOME", home.toString());
    variables.put("TUSK_DATA_DIR", home.resolve("data").toString());
    variables.put("TUSK_KEYRING", "off");
    for (String mine :
        List.of(
            "DISPLAY",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "TUSK_LOG")) {
      variables.put(mine, "");
    }
  }

  /// Sets a variable; an empty value takes it away.
  public JavaProcess with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /// Gives it the session of a fixture, with the keyring that is there; its home too.
  public JavaProcess keyring(KeyringFixture keyring) {
    ProcessBuilder there = new ProcessBuilder();
    keyring.applyTo(there);
    for (String name :
        List.of(
            "HOME",
            "XDG_RUNTIME_DIR",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "DBUS_SESSION_BUS_ADDRESS",
            "TUSK_KEYRING")) {
      variables.put(name, there.environment().getOrDefault(name, ""));
    }
    return this;
  }

  /// Starts by way of another command, such as `setpriv`.
  public JavaProcess through(String... command) {
    before.addAll(List.of(command));
    return this;
  }

  /// Whether this user can start a process without the privileges of root: only root has them to
  /// give up, and a container may forbid it.
  public static boolean canGiveUpPrivileges() throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")
        || !Files.exists(Path.of("/usr/bin/setpriv"))) {
      return false;
    }
    List<String> command = new ArrayList<>(UNPRIVILEGED);
    command.add("true");
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  /// Starts without the privilege to ignore permissions, still as the owner of root's files: the
  /// class path may be where nobody else can read.
  public JavaProcess unprivileged() {
    before.addAll(UNPRIVILEGED);
    return this;
  }

  /// Adds a flag of the JVM.
  public JavaProcess flag(String flag) {
    flags.add(flag);
    return this;
  }

  /// Puts a folder at the start of the class path.
  public JavaProcess classesFrom(Path folder) {
    classPathFirst = folder + File.pathSeparator;
    return this;
  }

  /// Leaves standard error to be read, instead of keeping it in `errors.txt`.
  public JavaProcess errorsReadable() {
    errorsToFile = false;
    return this;
  }

  public Process start(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    Path classPath = Files.createTempFile(home, "classpath", ".args");
    Files.writeString(classPath, "-cp \"" + (classPathFirst + classPath()) + "\"");
    command.add("@" + classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putAll(variables);
    builder.environment().values().removeIf(String::isEmpty);
    EveryLog.ofTusk(builder.environment());
    if (errorsToFile) {
      builder.redirectError(home.resolve("errors.txt").toFile());
    }
    Process process = builder.start();
    EveryLog.ofTusk(process, home);
    return process;
  }

  /// The class path of the tests, absolute.
  public static String classPath() {
    String jars =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(jars.split(File.pathSeparator))
        .map(jar -> Path.of(jar).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
