package dev.tusk.app.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.TuskInProcess;
import dev.tusk.app.oracle.Comparison.Aspect;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every script goes through `tusk run --format raw` and through `psql -At -f`, on twin databases
/// of one server that logs statements. Standard output, statements and messages must be equal; what
/// may differ stands in [MessageRule], [StatementRule] and `exceptions.tsv`, with its reason.
///
/// The oldest and the newest server; built with `-Dpg.majors=all`, those between as well.
final class OracleTest {
  private static final System.Logger LOG = System.getLogger(OracleTest.class.getName());
  private static final int FEWEST = 45;

  /// How the names of the scripts to run begin; for a person who looks into one.
  private static final String ONLY = System.getProperty("oracle.script", "");

  private static final TimeZone ZONE = TimeZone.getDefault();
  private static final List<PgFixture> STARTED = new ArrayList<>();

  @TempDir private Path scratch;

  /// pgjdbc would ask for the zone of this process, psql for none.
  @BeforeAll
  static void leaveTheServersTimeZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
  }

  @AfterAll
  static void stopServers() {
    TimeZone.setDefault(ZONE);
    STARTED.forEach(PgFixture::close);
    STARTED.clear();
  }

  @TestFactory
  Stream<DynamicContainer> tuskPrintsSendsAndComplainsAsPsqlDoes() throws IOException {
    assumeTrue(Psql.isInstalled(), "psql is not installed (apt install postgresql-client)");
    Exceptions exceptions = Exceptions.read(folder().resolve("exceptions.tsv"));
    for (MessageRule rule : MessageRule.values()) {
      LOG.log(System.Logger.Level.INFO, "messages, {0}: {1}", rule, rule.reason());
    }
    for (StatementRule rule : StatementRule.values()) {
      LOG.log(System.Logger.Level.INFO, "statements, {0}: {1}", rule, rule.reason());
    }
    exceptions
        .describe()
        .forEach(line -> LOG.log(System.Logger.Level.INFO, "exception, {0}", line));
    List<Path> scripts = scripts();
    return PgFixture.majors().stream()
        .map(
            major ->
                DynamicContainer.dynamicContainer(
                    "PostgreSQL " + major, tests(major, scripts, exceptions)));
  }

  @Test
  void thereAreScriptsOfEveryKind() throws IOException {
    assertThat(scripts()).hasSizeGreaterThanOrEqualTo(FEWEST);
  }

  @Test
  void noScriptWritesWhatTuskSendsOfItself() throws IOException {
    for (Path script : scripts()) {
      assertThat(Files.readString(script).split(";\\s*", -1))
          .as(name(script))
          .doesNotContainAnyElementsOf(StatementRule.OWN);
    }
  }

  @Test
  void everyExceptionNamesAScript() throws IOException {
    List<String> names = scripts().stream().map(OracleTest::name).toList();
    assertThat(names).containsAll(Exceptions.read(folder().resolve("exceptions.tsv")).scripts());
  }

  private Stream<DynamicTest> tests(int major, List<Path> scripts, Exceptions exceptions) {
    PgFixture[] server = new PgFixture[1];
    return scripts.stream()
        .filter(script -> since(script) <= major && name(script).startsWith(ONLY))
        .map(
            script ->
                DynamicTest.dynamicTest(
                    name(script),
                    () -> {
                      if (server[0] == null) {
                        server[0] =
                            PgFixture.start(major, ServerLog.logging(ServerOptions.throwaway()));
                        STARTED.add(server[0]);
                      }
                      compare(server[0], script, exceptions);
                    }));
  }

  /// The statements are not known here and left empty.
  private static Observed observe(Path script, PgDatabaseAddress database) {
    Streams streams = new Streams();
    TuskInProcess.run(
        database,
        streams.out(),
        streams.err(),
        "run",
        "--format",
        "raw",
        "--on-error",
        "continue",
        script.toString());
    return new Observed(streams.output(), streams.messages(), List.of());
  }

  private void compare(PgFixture server, Path script, Exceptions exceptions)
      throws IOException, InterruptedException {
    PgDatabaseAddress ofPsql = server.newDatabase();
    PgDatabaseAddress ofTusk = server.newDatabase();
    Observed psql = Psql.run(script, ofPsql, scratch);
    Observed tusk = observe(script, ofTusk);
    String log = server.log();
    Map<Aspect, String> differences =
        Comparison.differences(
            withStatements(tusk, StatementRule.ofTusk(ServerLog.all(log, ofTusk.database()))),
            withStatements(psql, StatementRule.ofPsql(ServerLog.all(log, ofPsql.database()))));
    for (Aspect aspect : Aspect.values()) {
      String difference = differences.get(aspect);
      if (exceptions.allow(name(script), aspect, server.major())) {
        assertThat(difference)
            .as("%s of %s is listed in exceptions.tsv but equal now", aspect, name(script))
            .isNotNull();
        differences.remove(aspect);
      }
    }
    if (!differences.isEmpty()) {
      fail(
          "Tusk and psql differ in %s on PostgreSQL %d:%n%s",
          name(script), server.major(), differences);
    }
  }

  private static Observed withStatements(Observed observed, List<String> statements) {
    return new Observed(observed.output(), observed.messages(), statements);
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> name(file).endsWith(".sql")).sorted().toList();
    }
  }

  private static int since(Path script) {
    try {
      String first = new String(Files.readAllBytes(script), StandardCharsets.UTF_8);
      return Arrays.stream(first.split("\n", 2))
          .limit(1)
          .filter(line -> line.startsWith("-- since: "))
          .mapToInt(line -> Integer.parseInt(line.substring("-- since: ".length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Path folder() {
    try {
      URL url = Objects.requireNonNull(OracleTest.class.getResource("/oracle/exceptions.tsv"));
      return Objects.requireNonNull(Path.of(url.toURI()).getParent());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
