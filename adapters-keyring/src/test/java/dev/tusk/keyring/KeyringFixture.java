package dev.tusk.keyring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs a child JVM in a session whose keyring is in a chosen state.
final class KeyringFixture {
  /// The states of a keyring that a desktop can show.
  enum State {
    WORKING,
    NO_BUS,
    NO_SERVICE,
    LOCKED
  }

  /// What came of a run.
  ///
  /// @param lines what the child printed before it ended
  /// @param exitMillis from its last line to the end of the process
  record Run(List<String> lines, int exitCode, long exitMillis) {
    /// What the child said of its n-th step.
    String said(int step) {
      return lines.get(step).split(" \\| ", -1)[1];
    }

    long millis(int step) {
      return Long.parseLong(lines.get(step).split(" \\| ", -1)[2]);
    }
  }

  private static final List<String> NEEDED =
      List.of("dbus-run-session", "gnome-keyring-daemon", "setsid");

  private final Path home;

  KeyringFixture(Path home) {
    this.home = home;
  }

  /// What this machine lacks to make the states; empty when nothing.
  static Optional<String> missing() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String program : NEEDED) {
      boolean found =
          List.of(path.split(":", -1)).stream()
              .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
      if (!found) {
        return Optional.of(
            program
                + " is not installed (Debian: apt-get install --no-install-recommends"
                + " gnome-keyring dbus-x11)");
      }
    }
    return Optional.empty();
  }

  /// Runs [KeyringChild] with these steps; the state's session ends with it.
  Run run(State state, String... steps) throws Exception {
    Path classPath = home.resolve("classpath.args");
    Files.writeString(
        classPath, "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
    List<String> java =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "@" + classPath,
                KeyringChild.class.getName()));
    java.addAll(List.of(steps));
    ProcessBuilder builder = new ProcessBuilder(command(state, String.join(" ", java)));
    Map<String, String> environment = builder.environment();
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", Files.createDirectories(home.resolve("run")).toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.remove("DBUS_SESSION_BUS_ADDRESS");
    environment.remove("DISPLAY");
    environment.remove("TUSK_KEYRING");
    Process process = builder.redirectError(home.resolve("errors.txt").toFile()).start();
    process.getOutputStream().close();
    CompletableFuture<Long> end = new CompletableFuture<>();
    List<String> lines = new ArrayList<>();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("exit ")) {
          long millis = (System.nanoTime() - end.getNow(System.nanoTime())) / 1_000_000;
          return new Run(lines, Integer.parseInt(line.substring(5)), millis);
        } else if ("end".equals(line)) {
          end.complete(System.nanoTime());
        } else if (line.contains(" | ")) {
          lines.add(line);
        }
      }
    } finally {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    throw new IOException(
        "The child ended early: " + lines + "\n" + Files.readString(home.resolve("errors.txt")));
  }

  private List<String> command(State state, String java) throws IOException {
    String report = "; echo exit $?";
    return switch (state) {
      case NO_BUS -> List.of("bash", "-c", java + report);
      case NO_SERVICE -> session(java + report, false);
      case WORKING ->
          session(
              "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                  + java
                  + report,
              true);
      case LOCKED ->
          // Makes a collection with a password, then serves it without anybody giving one.
          session(
              "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                  + "gnome-keyring-daemon --replace --daemonize --components=secrets </dev/null"
                  + " >/dev/null; "
                  + java
                  + report,
              true);
    };
  }

  /// A bus of its own; its configuration decides whether asking for the keyring starts one.
  private List<String> session(String script, boolean services) throws IOException {
    Path configuration = home.resolve("bus.conf");
    Files.writeString(
        configuration,
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
            + " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
            + "<type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
            + (services ? "<standard_session_servicedirs/>" : "")
            + "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
            + "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    return List.of(
        "dbus-run-session", "--config-file", configuration.toString(), "--", "bash", "-c", script);
  }
}
