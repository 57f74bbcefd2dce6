package dev.tusk.harness.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A JVM that a test starts says all it can, and a password in it is found, whoever says it and
/// how.
@Requirement({"E-5", "FR-018", "C-1"})
class LogSweepTest {
  @TempDir Path folder;

  /// Connects by the driver to where the first five arguments say; then says the others in the
  /// ways that libraries have.
  static final class Talker {
    private Talker() {}

    public static void main(String[] arguments) throws Exception {
      Logger logger = LoggerFactory.getLogger("library.of.slf4j");
      logger.trace("here");
      PgDatabaseAddress server =
          new PgDatabaseAddress(
              arguments[0],
              Integer.parseInt(arguments[1]),
              arguments[2],
              arguments[3],
              arguments[4]);
      List<String> secrets = List.of(arguments).subList(5, arguments.length);
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("select 42 as harmless");
        for (String secret : secrets) {
          statement.execute("select set_config('my.password', '" + secret + "', false)");
          statement.execute("select '" + secret + "'");
        }
      }
      for (String secret : secrets) {
        logger.trace("as the message: " + secret);
        logger.debug("as an argument: {}", secret);
        logger.warn("as a failure", new IOException("outer", new IOException(secret)));
        System.getLogger("library.of.the.platform").log(System.Logger.Level.TRACE, secret);
      }
    }
  }

  private List<String> found(boolean raised, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Talker.class.getName());
    PgDatabaseAddress server = PgFixture.shared().address("postgres");
    command.addAll(
        List.of(
            server.host(),
            Integer.toString(server.port()),
            server.database(),
            server.user(),
            server.password()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove(EveryLog.VARIABLE);
    if (raised) {
      builder.environment().put(EveryLog.VARIABLE, folder.toString());
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.findFirst().orElse(null);
      return file == null ? List.of() : Files.readAllLines(file);
    }
  }

  @Test
  void whatEveryLibrarySaysIsLookedAtAndHoldsNoPassword() throws Exception {
    List<String> lines = found(true);

    assertThat(lines)
        .anyMatch(line -> line.matches("heard\torg\\.postgresql\t\\d\\d+"))
        .anyMatch(line -> line.matches("heard\tlibrary\\.of\t1"))
        .anyMatch(line -> line.startsWith("swept\t"))
        .noneMatch(line -> line.startsWith("hit"));
  }

  @Test
  void passwordIsAHitWhoeverSaysIt() throws Exception {
    String password = Canary.fresh().text();
    String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));

    List<String> lines = found(true, password, encoded);

    assertThat(lines).filteredOn(line -> line.startsWith("hit\tclear\tlibrary")).hasSize(4);
    assertThat(lines).filteredOn(line -> line.matches("hit\tBase64\\+0\tlibrary.*")).hasSize(4);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("hit"))
        .anyMatch(line -> line.endsWith("as the message: "))
        .anyMatch(line -> line.contains("\tlibrary.of.the.platform\t"))
        .noneMatch(line -> line.contains(password) || line.contains(encoded));
  }

  @Test
  void ofWhatTheDriverSendsOnlyASecretInItsPlaceIsPardoned() throws Exception {
    List<String> lines = found(true, Canary.fresh().text());

    assertThat(lines)
        .filteredOn(line -> line.startsWith("hit\tclear\torg.postgresql"))
        .singleElement()
        .asString()
        .endsWith("query=\"select '");
  }

  @Test
  void withoutTheVariableNothingIsRaised() throws Exception {
    assertThat(found(false, Canary.fresh().text())).isEmpty();
  }
}
