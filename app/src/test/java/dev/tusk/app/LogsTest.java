package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {
  @AfterEach
  void stopLogging() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  @Test
  void theCoresLoggerReachesTheFileOfTheDay(@TempDir Path data) throws IOException {
    assertThat(Logs.start(new AppPaths(data, true), "", true)).isEmpty();
    System.getLogger("dev.tusk.core.Test").log(System.Logger.Level.DEBUG, "a line of {0}", "mine");
    LoggerFactory.getLogger("dev.tusk.other").info("from elsewhere");
    String file =
        Files.readString(
            data.resolve("logs/tusk-" + LocalDate.now(ZoneId.systemDefault()) + ".log"));
    assertThat(file).contains("DEBUG").contains("a line of mine").contains("from elsewhere");
  }

  @Test
  void aProductionRunLeavesDebugOut(@TempDir Path data) throws IOException {
    assertThat(Logs.start(new AppPaths(data, false), "", true)).isEmpty();
    System.Logger logger = System.getLogger("dev.tusk.core.Test");
    logger.log(System.Logger.Level.DEBUG, "too much");
    logger.log(System.Logger.Level.INFO, "just right");
    String file =
        Files.readString(
            data.resolve("logs/tusk-" + LocalDate.now(ZoneId.systemDefault()) + ".log"));
    assertThat(file).contains("just right").doesNotContain("too much");
  }

  @Test
  void aFileThatCannotBeMadeIsSaidAndStopsNothing(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("logs"), "a file where the folder should be");
    assertThat(Logs.start(new AppPaths(data, false), "", true))
        .hasValueSatisfying(
            trouble -> assertThat(trouble).contains(data.resolve("logs").toString()));
    System.getLogger("dev.tusk.core.Test").log(System.Logger.Level.INFO, "to the console alone");
  }

  @Test
  void theVariableChoosesTheLevel() {
    assertThat(Logs.level("trace", false)).isEqualTo(Level.TRACE);
    assertThat(Logs.level("nonsense", false)).isEqualTo(Level.INFO);
    assertThat(Logs.level("", true)).isEqualTo(Level.DEBUG);
  }
}
