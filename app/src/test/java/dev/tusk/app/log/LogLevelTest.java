package dev.tusk.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Requirement("FR-024")
class LogLevelTest {
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @AfterEach
  void stopLogging() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  @Test
  @Requirement("US7.2")
  void aDevelopmentRunLogsAtDebug() {
    assertThat(LogLevel.of("", true).level()).isEqualTo(Level.DEBUG);
  }

  @Test
  @Requirement("US7.3")
  void aReleaseLogsAtInfo() {
    assertThat(LogLevel.of("", false).level()).isEqualTo(Level.INFO);
  }

  @Test
  void theOneSettingOverridesBoth() {
    for (boolean development : new boolean[] {true, false}) {
      assertThat(LogLevel.of("trace", development).level()).isEqualTo(Level.TRACE);
      assertThat(LogLevel.of(" Warn ", development).level()).isEqualTo(Level.WARN);
      assertThat(LogLevel.of("error", development).complaint()).isEmpty();
    }
  }

  @Test
  void aLevelThatThereIsNotIsSaid() {
    LogLevel wrong = LogLevel.of("verbose", false);
    assertThat(wrong.level()).isEqualTo(Level.INFO);
    assertThat(wrong.complaint())
        .hasValueSatisfying(text -> assertThat(text).contains("TUSK_LOG=verbose", "trace"));
  }

  @Test
  @Requirement("C-22")
  void librariesLogWarningsOnlyWhateverIsSet(@TempDir Path folder) throws Exception {
    for (boolean development : new boolean[] {true, false}) {
      for (String setting : List.of("", "trace")) {
        console.reset();
        Logs logs =
            Logs.start(
                folder,
                LogLevel.of(setting, development).level(),
                Logs.Run.WINDOW,
                console,
                trouble -> {});
        for (String library :
            List.of(
                "org.postgresql", "com.zaxxer.hikari", "org.jooq", "org.freedesktop", "org.x")) {
          LoggerFactory.getLogger(library + ".Part").debug("bind value 1");
          LoggerFactory.getLogger(library + ".Part").info("bind value 2");
          LoggerFactory.getLogger(library + ".Part").warn("{} is worth a line", library);
        }
        java.util.logging.Logger.getLogger("org.postgresql").fine("bind value 3");
        logs.flush();
        assertThat(console.toString(StandardCharsets.UTF_8))
            .doesNotContain("bind value")
            .contains("org.postgresql is worth a line", "org.x is worth a line");
      }
    }
    assertThat(today(folder)).doesNotContain("bind value").contains("org.jooq is worth a line");
  }

  @Test
  @Requirement({"FR-022", "US7.1"})
  void aCommandShowsItsWarningsAndTheFileHasAll(@TempDir Path folder) throws Exception {
    var _ = Logs.start(folder, Level.DEBUG, Logs.Run.COMMAND, console, trouble -> {});
    System.Logger core = System.getLogger("dev.tusk.core.Test");
    core.log(System.Logger.Level.DEBUG, "a line of {0}", "mine");
    core.log(System.Logger.Level.WARNING, "look here");
    LoggerFactory.getLogger("com.zaxxer.hikari.Pool").warn("said better by the command itself");
    assertThat(console.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .endsWith("look here");
    assertThat(today(folder)).contains("a line of mine", "look here", "said better");
  }

  /// What is in the files of today, and of yesterday if it was that when the test began.
  private static String today(Path folder) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
