package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.ServerProduct;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Imitation;
import dev.tusk.harness.evil.Imitation.Ways;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Toy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that speak PostgreSQL's protocol and are not PostgreSQL are used as far as they go.
///
/// Each is a real server behind another name, without what the product lacks by its documents.
@Requirement("FR-011")
class RelativesTest {
  private static final PgDatabaseAddress REAL = PgFixture.shared().address("postgres");

  /// @param lacks all that must be found missing
  record Relative(String name, Script script, Set<ServerAbility> lacks) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Relative relative(
      String name,
      String announced,
      String version,
      String missing,
      Ways ways,
      ServerAbility... lacks) {
    return new Relative(
        name,
        new Imitation(REAL.host(), REAL.port(), announced, version, Pattern.compile(missing), ways),
        Set.of(lacks));
  }

  static Stream<Relative> relatives() {
    return Stream.of(
        relative(
            "CockroachDB",
            "13.0.0",
            "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27, go1.19.13)",
            "pg_total_relation_size|pg_partition_tree|pg_show_all_file_settings|pg_cancel_backend",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG,
            ServerAbility.BACKENDS),
        relative(
            "Amazon Redshift",
            "8.0.2",
            "PostgreSQL 8.0.2 on i686-pc-linux-gnu, GCC 3.4.2, Redshift 1.0.62614",
            "pg_partition_tree|prokind|lateral|default_transaction_read_only|pg_show_all",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG,
            ServerAbility.READ_ONLY),
        relative(
            "Greenplum",
            "9.4.26",
            "PostgreSQL 9.4.26 (Greenplum Database 6.25.3 build commit:367edc6) on x86_64",
            "prokind|pg_partition_tree",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG),
        relative(
            "YugabyteDB",
            "11.2-YB-2.20.1.3-b0",
            "PostgreSQL 11.2-YB-2.20.1.3-b0 on x86_64-pc-linux-gnu, clang 16.0.6, 64-bit",
            "there is nothing that it lacks",
            Ways.AS_POSTGRESQL),
        relative(
            "QuestDB",
            "11.3",
            "PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB",
            "pg_settings|set_config|pg_cancel_backend|read.only|typcategory|obj_description|pg_show_all",
            new Ways(true, true, false),
            ServerAbility.CATALOG,
            ServerAbility.TYPES,
            ServerAbility.SETTINGS,
            ServerAbility.READ_ONLY,
            ServerAbility.BACKENDS),
        relative(
            "Materialize",
            "9.5.0",
            "PostgreSQL 9.5 on x86_64-unknown-linux-gnu (Materialize 0.26.0)",
            "set_config|pg_partition_tree|default_transaction_read_only",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG,
            ServerAbility.SETTINGS,
            ServerAbility.READ_ONLY),
        relative(
            "PostgreSQL",
            "9.6.24",
            "PostgreSQL 9.6.24 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit",
            "pg_partition_tree|prokind",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG),
        relative(
            "\"Gateway 1.0\"",
            "1.0",
            "Gateway 1.0",
            "pg_catalog\\.pg_(?!type|backend|sleep)\\w+",
            new Ways(false, false, false),
            ServerAbility.CATALOG,
            ServerAbility.SETTINGS,
            ServerAbility.PORTALS,
            ServerAbility.BACKENDS,
            ServerAbility.CANCEL_KEY),
        relative(
            "\"Nameless 3\"",
            "",
            "Nameless 3",
            "pg_partition_tree|prokind",
            Ways.AS_POSTGRESQL,
            ServerAbility.CATALOG),
        relative(
            "PostgreSQL",
            "",
            "PostgreSQL 17.2 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit",
            "there is nothing that it lacks",
            Ways.AS_POSTGRESQL),
        new Relative("something else", new Toy(), Set.of(ServerAbility.values())));
  }

  private static ConnectionConfig config(HostileServer server) {
    return Servers.config(
        new PgDatabaseAddress(
            "127.0.0.1", server.port(), "postgres", REAL.user(), REAL.password()));
  }

  private static ConnectionPool open(PgDatabase database, ConnectionConfig config) {
    return database
        .connector()
        .open(config, Servers.password(REAL), Cancellation.create(), step -> {});
  }

  @ParameterizedTest
  @MethodSource("relatives")
  void itConnectsAndSaysWhatIsMissing(Relative relative) throws IOException {
    try (var server = new HostileServer(relative.script());
        ConnectionPool pool = open(Servers.database(), config(server))) {
      ServerInfo info = pool.server();
      assertThat(info.product().name()).isEqualTo(relative.name());
      assertThat(info.product().lacks().keySet())
          .as("%s", info.product().notes())
          .isEqualTo(relative.lacks());
      assertThat(info.product().notes())
          .isNotEmpty()
          .allSatisfy(note -> assertThat(note).isNotBlank());
      assertThat(info.title()).contains(relative.name());
    }
  }

  @Test
  void aServerThatReportsNoVersionIsSaidToDoSo() throws IOException {
    List<Relative> silent =
        relatives()
            .filter(each -> each.script() instanceof Imitation it && it.announced().isEmpty())
            .toList();
    assertThat(silent).hasSize(2);
    for (Relative each : silent) {
      try (var server = new HostileServer(each.script());
          ConnectionPool pool = open(Servers.database(), config(server))) {
        assertThat(pool.server().product().notes().getFirst()).contains("reports no version");
        assertThat(pool.server().version()).isEmpty();
        assertThat(pool.server().title()).isEqualTo(each.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("relatives")
  void statementsRun(Relative relative) throws IOException {
    try (var server = new HostileServer(relative.script());
        ConnectionPool pool = open(Servers.database(), config(server))) {
      for (int i = 0; i < 2; i++) {
        try (Session session = Servers.lease(pool)) {
          assertThat(Servers.value(session, "select 42")).isEqualTo("42");
          assertThat(Servers.plain(session, "select 43").value()).isEqualTo("43");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("relatives")
  void theTreeShowsOrExplains(Relative relative) throws IOException {
    PgDatabase database = Servers.database();
    try (var server = new HostileServer(relative.script());
        ConnectionPool pool = open(database, config(server))) {
      try {
        List<Namespace> schemas = database.catalog().namespaces(pool.config().id());
        assertThat(schemas).isNotEmpty();
        var _ = database.catalog().relations(pool.config().id(), "public");
        var _ = database.catalog().routines(pool.config().id(), "public");
        assertThat(relative.lacks()).doesNotContain(ServerAbility.CATALOG);
      } catch (TuskException told) {
        assertThat(told.error()).isInstanceOf(TuskError.NotSent.class);
        assertThat(told.error().message())
            .contains(relative.name() + " lacks what the tree is read from: ")
            .containsAnyOf("unknown function", "only simple queries");
        assertThat(relative.lacks()).contains(ServerAbility.CATALOG);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("relatives")
  void stopEndsWhatRuns(Relative relative) throws Exception {
    try (var server = new HostileServer(relative.script());
        ConnectionPool pool = open(Servers.database(), config(server));
        Session session = Servers.lease(pool)) {
      String sleep =
          relative.script() instanceof Toy ? "select sleep()" : "select pg_catalog.pg_sleep(60)";
      CompletableFuture<TuskError> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  session.execute(StatementRequest.portal(sleep), new CollectingSink());
                  return new TuskError.Bug("It went on");
                } catch (TuskException stopped) {
                  return stopped.error();
                }
              });
      TuskError error = null;
      for (int i = 0; error == null && i < 100; i++) {
        assertThat(session.cancel() || !session.isOpen() || i == 0 || end.isDone()).isTrue();
        try {
          error = end.get(200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          error = null;
        }
      }
      if (relative.lacks().contains(ServerAbility.CANCEL_KEY)) {
        assertThat(error).isInstanceOf(TuskError.Connection.class);
        assertThat(session.isOpen()).isFalse();
      } else {
        ServerError said = Objects.requireNonNull(Objects.requireNonNull(error).server());
        assertThat(said.sqlState()).isEqualTo("57014");
      }
    }
  }

  @Test
  void aGuardedConnectionSaysThatTheServerDoesNotKeepItToo() throws IOException {
    Relative redshift =
        relatives().filter(each -> each.name().contains("Redshift")).findFirst().orElseThrow();
    try (var server = new HostileServer(redshift.script())) {
      ConnectionConfig guarded = config(server);
      guarded =
          guarded.withSettings(guarded.settings().with(Setting.GUARD, Guard.READ_ONLY.word()));
      try (ConnectionPool pool = open(Servers.database(), guarded);
          Session session = Servers.lease(pool)) {
        assertThat(pool.server().product().notes())
            .anyMatch(note -> note.startsWith("The server refuses no writes"));
        assertThat(Servers.value(session, "select 42")).isEqualTo("42");
      }
    }
  }

  @Test
  void postgresqlItselfHasNothingToRemark() {
    try (ConnectionPool pool = Servers.pool()) {
      assertThat(pool.server().product()).isEqualTo(ServerProduct.POSTGRESQL);
      assertThat(pool.server().product().notes()).isEmpty();
    }
  }
}
