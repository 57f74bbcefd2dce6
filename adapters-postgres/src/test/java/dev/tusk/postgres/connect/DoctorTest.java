package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.Finding.Verdict;
import dev.tusk.core.guard.StatementEffect;
import dev.tusk.core.guard.StatementEffect.Degree;
import dev.tusk.core.testkit.RealTime;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Imitation;
import dev.tusk.harness.evil.Imitation.Ways;
import dev.tusk.harness.evil.Toy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the doctor says of servers that are well, and of such that are not.
final class DoctorTest {
  private static final Pattern OF_THE_SESSION =
      Pattern.compile(
          "DISCARD ALL|select pg_catalog\\.pg_cancel_backend\\(\\d+\\)"
              + "|select (pg_catalog\\.set_config\\('[^']*'::pg_catalog\\.text,"
              + " '[^']*'::pg_catalog\\.text, false\\)(, )?)+");

  private static List<Finding> examine(
      ConnectionConfig config, PgDatabaseAddress address, boolean trace) {
    return Examination.of(config, address.password(), new RealTime(), trace);
  }

  static List<Integer> majors() {
    return PgFixture.majors();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void soundServerHasAFindingForEachCheckAndIsLeftAsItWas(int major) {
    PgDatabaseAddress address = PgFixture.shared(major).newDatabase();
    List<Finding> findings = examine(Servers.config(address), address, true);
    assertThat(findings).as("%s", findings).noneMatch(each -> each.verdict() == Verdict.FAILED);
    assertThat(findings)
        .extracting(Finding::check)
        .contains(
            "connect: DNS",
            "connect: authentication",
            "tls",
            "server",
            "rights",
            "sessions",
            "round trip",
            "clock",
            "cancel",
            "pool",
            "own session",
            "statement",
            "trace",
            "sessions left");
    assertThat(findings)
        .filteredOn(each -> each.check().equals("trace"))
        .allMatch(each -> each.evidence().startsWith("Nothing changed"));
    assertThat(findings)
        .filteredOn(each -> List.of("cancel", "clock", "sessions left").contains(each.check()))
        .allMatch(each -> each.verdict() == Verdict.OK);
  }

  @Test
  void portWhereNothingListensFailsAtConnectAndSkipsTheRest() throws IOException {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<Finding> findings = examine(Servers.config(address.through(port)), address, false);
    assertThat(findings)
        .extracting(Finding::check, Finding::verdict)
        .containsSubsequence(
            tuple("connect: TCP", Verdict.FAILED),
            tuple("connect: authentication", Verdict.SKIPPED));
  }

  @Test
  void unknownDatabaseIsNamed() {
    PgDatabaseAddress address = PgFixture.shared().address("nowhere");
    assertThat(examine(Servers.config(address), address, false))
        .anyMatch(each -> each.verdict() == Verdict.FAILED && each.evidence().contains("nowhere"));
  }

  @Test
  void whatSpeaksTheProtocolOnlyIsNamedWithWhatItLacks() throws IOException {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    try (var server = new HostileServer(new Toy())) {
      List<Finding> findings =
          examine(Servers.config(address.through(server.port())), address, false);
      assertThat(findings)
          .filteredOn(each -> each.check().equals("server"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.verdict()).isEqualTo(Verdict.WARNING);
                assertThat(each.evidence())
                    .contains("not PostgreSQL", "The tree and completion have nothing to show");
              });
    }
  }

  @Test
  void traceGoesOnWithoutACatalogThatARelativeLacksAndNamesIt() throws IOException {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    var relative =
        new Imitation(
            address.host(),
            address.port(),
            "13.0.0",
            "CockroachDB CCL v23.1.11",
            Pattern.compile("pg_largeobject_metadata|pg_stat_activity"),
            Ways.AS_POSTGRESQL);
    try (var server = new HostileServer(relative)) {
      List<Finding> findings =
          examine(Servers.config(address.through(server.port())), address, true);
      assertThat(findings)
          .filteredOn(each -> each.verdict() == Verdict.FAILED)
          .extracting(Finding::check)
          .containsExactly("sessions", "own session", "sessions left");
      assertThat(findings)
          .filteredOn(each -> each.check().equals("trace"))
          .extracting(Finding::evidence)
          .satisfiesExactly(
              found ->
                  assertThat(found)
                      .startsWith("Nothing changed")
                      .contains(" relations, ", " roles")
                      .doesNotContain("large objects"),
              missing ->
                  assertThat(missing)
                      .startsWith("The server does not show pg_largeobject_metadata ("));
    }
  }

  /// Somebody changes something meanwhile: the trace must tell, or it would prove nothing.
  @ParameterizedTest
  @CsvSource({
    "create table meanwhile_%d (), relations",
    "create or replace function meanwhile() returns int language sql as 'select %d', routines",
    "alter role meanwhile set work_mem = %d, roles"
  })
  void changeMeanwhileIsSeenByTheTrace(String change, String seen) throws Exception {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    PgFixture.shared().execute("drop role if exists meanwhile", "create role meanwhile");
    CountDownLatch changes = new CountDownLatch(2);
    Thread busy =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var connection = address.connect();
                      var statement = connection.createStatement()) {
                    for (int i = 100; !Thread.currentThread().isInterrupted(); i++) {
                      statement.execute(change.formatted(i));
                      changes.countDown();
                      Thread.sleep(20);
                    }
                  } catch (SQLException | InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(changes.await(60, TimeUnit.SECONDS)).isTrue();
    List<Finding> findings = examine(Servers.config(address), address, true);
    busy.interrupt();
    busy.join();
    assertThat(findings)
        .filteredOn(each -> each.check().equals("trace"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(each.evidence()).contains(seen);
            });
  }

  /// What the doctor says it sent is in the server's own log, and nothing there writes.
  @Test
  void statementsOfTheTraceAreThoseInTheServersLog() {
    try (PgFixture server =
        PgFixture.start(ServerOptions.throwaway().with("log_statement", "all"))) {
      PgDatabaseAddress address = server.newDatabase();
      List<Finding> findings = examine(Servers.config(address), address, true);
      List<String> told =
          findings.stream()
              .filter(each -> each.check().equals("statement"))
              .map(Finding::evidence)
              .toList();
      List<String> logged =
          Pattern.compile(
                  "(?ms)^\\d{4}-[^\n]*@"
                      + address.database()
                      + " LOG:  (?:statement|execute [^:\n]*): (.*?)\n(?=\\d{4}-|\\z)")
              .matcher(server.log())
              .results()
              .map(entry -> entry.group(1).replace("\n\t", "\n"))
              .toList();
      assertThat(told).hasSizeGreaterThan(6);
      assertThat(logged).containsAll(told).allMatch(DoctorTest::leavesNothing);
    }
  }

  /// Reads, or ends with the session.
  private static boolean leavesNothing(String sql) {
    return OF_THE_SESSION.matcher(sql).matches()
        || StatementEffect.of(sql).stream().allMatch(each -> each.degree() == Degree.READS);
  }
}
