package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program as a process of its own: without a display, and how it ends.
class ProgramProcessTest {
  private static final long LIMIT_MILLIS = 2_000;

  private Path home = Path.of("");

  /// What the desktop offers to keep passwords in.
  enum Keyring {
    /// The variable of the user switches it off.
    OFF,
    /// There is no session bus.
    NO_BUS,
    /// A GNOME keyring on a session bus of its own.
    WORKING
  }

  @BeforeEach
  void home() throws IOException {
    home = Files.createTempDirectory("tusk-process");
    // the server does not run as root, and must get at its files below
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void sweep() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Test
  void withoutADisplayItSaysSoInOneLineAndExitsWith5() throws Exception {
    Process tusk = tusk(Map.of("DISPLAY", ""), "dev.tusk.app.Main");
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(err).isEqualTo(5);
    assertThat(out).isEmpty();
    assertThat(err.lines()).hasSize(1).first().asString().contains("no display");
  }

  @Test
  void withoutADisplayTheDemoIsATourOnTheTerminal() throws Exception {
    Process tusk = tusk(Map.of("DISPLAY", ""), "dev.tusk.app.Main", "demo");
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(out + err).isZero();
    assertThat(err).contains("no display here, so no window", "42703", "email");
    assertThat(out).contains("Connected to PostgreSQL 18", "shop: ", "stopped after");
  }

  @Test
  void withoutADisplayScreenshotsSayWhatToDo() throws Exception {
    Process tusk = tusk(Map.of("DISPLAY", ""), "dev.tusk.app.Main", "screenshots", "here");
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(out + err).isEqualTo(5);
    assertThat(err.lines()).hasSize(1).first().asString().contains("xvfb-run -a ./tusk");
  }

  @ParameterizedTest
  @EnumSource
  void theProcessIsGoneTwoSecondsAfterItsWindow(Keyring keyring) throws Exception {
    String display = System.getenv("DISPLAY");
    assumeTrue(display != null && !display.isEmpty(), "needs a display: set DISPLAY");
    assumeTrue(
        keyring != Keyring.WORKING || Files.exists(Path.of("/usr/bin/gnome-keyring-daemon")),
        "needs a keyring: install gnome-keyring and dbus");
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database());
    Process tusk = closing(keyring, display, url);
    long closedAt = 0;
    int code = -1;
    List<String> lines = new ArrayList<>();
    long endedAt;
    try (BufferedReader out = tusk.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null && code < 0; line = out.readLine()) {
        lines.add(line);
        if (line.equals("closing")) {
          closedAt = System.nanoTime();
        } else if (line.startsWith("exit ")) {
          code = Integer.parseInt(line.substring(5));
        }
      }
      endedAt = System.nanoTime();
    } finally {
      tusk.descendants().forEach(ProcessHandle::destroy);
      tusk.destroy();
    }
    String said = lines + "\n" + Files.readString(home.resolve("errors.txt"));
    assertThat(code).as(said).isZero();
    assertThat(closedAt).as(said).isPositive();
    long millis = TimeUnit.NANOSECONDS.toMillis(endedAt - closedAt);
    System.out.println(
        "FIGURE window_closed_to_exit_ms=" + millis + " bound=2000 keyring=" + keyring);
    // the promise of the program itself, not a measure of speed: it ends itself at 1.8 s
    assertThat(millis).isLessThan(LIMIT_MILLIS);
    try (ServerView server = new ServerView(database)) {
      assertThat(server.sessions()).as("sessions left on the server").isZero();
    }
  }

  private Process closing(Keyring keyring, String display, String url) throws IOException {
    String run = String.join(" ", java()) + " " + ClosingChild.class.getName() + "; echo exit $?";
    List<String> command =
        switch (keyring) {
          case OFF, NO_BUS -> List.of("bash", "-c", run);
          case WORKING ->
              List.of(
                  "dbus-run-session",
                  "--",
                  "bash",
                  "-c",
                  "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                      + run);
        };
    return start(
        command,
        Map.of(
            "DISPLAY",
            display,
            "WALK_URL",
            url,
            "TUSK_KEYRING",
            keyring == Keyring.OFF ? "off" : ""));
  }

  private Process tusk(Map<String, String> variables, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of(arguments));
    return start(command, variables);
  }

  private List<String> java() throws IOException {
    Path classPath = home.resolve("classpath.args");
    String jars =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    // the process starts in a folder of its own
    String absolute =
        Stream.of(jars.split(File.pathSeparator))
            .map(jar -> Path.of(jar).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    Files.writeString(classPath, "-cp \"" + absolute.replace("\\", "\\\\") + "\"");
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "@" + classPath);
  }

  /// Starts a process that finds nothing of this machine's desktop but what is given here; an empty
  /// variable is taken away.
  private Process start(List<String> command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("TUSK_DATA_DIR", home.resolve("data").toString());
    environment.put("TUSK_KEYRING", "off");
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", Files.createDirectories(home.resolve("run")).toString());
    environment.remove("XDG_DATA_HOME");
    environment.remove("WAYLAND_DISPLAY");
    environment.remove("DBUS_SESSION_BUS_ADDRESS");
    environment.putAll(variables);
    environment.values().removeIf(String::isEmpty);
    Process process =
        builder.directory(home.toFile()).redirectError(home.resolve("errors.txt").toFile()).start();
    process.getOutputStream().close();
    return process;
  }

  private static String all(BufferedReader reader) {
    try (reader) {
      return reader.readAllAsString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
