package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.session.Session;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.SqlToken;
import dev.tusk.core.sql.TokenKind;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.FrontendMessage;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Tusk's own SQL in a database that wants to hijack it.
class HijackedCatalogTest {
  private static final PgFixture SERVER = PgFixture.shared();
  private static final String MINE = "/* mine */";

  /// Syntax that looks like a call, and what SQL itself defines.
  private static final Set<String> NO_FUNCTIONS =
      Set.of("any", "array", "exists", "coalesce", "greatest", "operator", "lateral", "in", "as");

  @Test
  @Requirement({"D-4", "D-3"})
  void nothingThatTuskAsksRunsWhatAHostileSchemaShadows() throws Exception {
    PgDatabaseAddress address = SERVER.newDatabase();
    prepare(address);
    int shadows = ShadowCatalog.install(address);
    Figure.atLeast("hijack_shadows", shadows, 30);
    Set<String> sent = useEverything(address);
    Figure.exactly("hijack_calls_from_tusk", ShadowCatalog.calls(address), 0);
    Figure.atLeast("hijack_statements_of_tusk", sent.size(), 10);
    assertThat(sent.stream().flatMap(sql -> unqualified(sql).stream())).isEmpty();
    // The twin: the same statements without their qualification.
    int caught = 0;
    for (String sql : sent) {
      caught += callsWithoutQualification(address, sql) ? 1 : 0;
    }
    Figure.atLeast("hijack_statements_caught_when_unqualified", caught, 6);
  }

  @Test
  @Requirement("D-5")
  void browsingRunsNobodysCode() throws Exception {
    PgDatabaseAddress address = SERVER.newDatabase();
    try (Connection connection = address.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          create table canary (what text);
          create function trap(what text) returns int language plpgsql volatile as
            $$ begin insert into public.canary values (what); return 1; end $$;
          create table t (id int default trap('default'), v int);
          insert into t values (1, 1);
          create function fixed(what text) returns int language plpgsql immutable as
            $$ begin return public.trap(what); end $$;
          create index on t ((fixed('index')));
          create view v as select trap('view') as x, * from t;
          create materialized view m as select trap('materialized view') as x;
          alter table t enable row level security;
          create policy p on t using (trap('policy') = 1);
          create rule r as on insert to v do instead select trap('rule');
          create domain d as int check (trap('domain') = 1);
          create table part (a int) partition by range (a);
          create table part_1 partition of part for values from (1) to (2);
          create procedure proc() language plpgsql as $$ begin perform trap('procedure'); end $$;
          alter table t add constraint c check (trap('check') > 0) not valid;
          truncate canary;
          """);
    }
    ConnectionConfig config = Servers.config(address);
    PgDatabase database = new PgDatabase(Map.of());
    try (ConnectionPool pool =
        database
            .connector()
            .open(config, Servers.password(address), Cancellation.create(), step -> {})) {
      browse(database.catalog(), config.id());
      assertThat(count(address)).isZero();
      Figure.exactly("browse_calls", count(address), 0);
      // Even if something did run, it could not write.
      String readOnly =
          ((PgPool) pool)
              .service()
              .read(
                  connection -> {
                    try (var rows =
                        connection.createStatement().executeQuery("show transaction_read_only")) {
                      rows.next();
                      return rows.getString(1);
                    } catch (SQLException failure) {
                      throw new IllegalStateException(failure);
                    }
                  });
      assertThat(readOnly).isEqualTo("on");
      // The twin: to look at the rows does run it.
      assertThat(Servers.portal(Servers.lease(pool), "select * from v").rows()).isNotEmpty();
    }
    assertThat(count(address)).isPositive();
  }

  private static void browse(CatalogReader catalog, ConnectionId id) {
    for (var namespace : catalog.namespaces(id)) {
      for (Relation relation : catalog.relations(id, namespace.name())) {
        if (!namespace.system()) {
          assertThat(catalog.columns(id, relation.oid())).isNotNull();
        }
      }
      assertThat(catalog.routines(id, namespace.name())).isNotNull();
      assertThat(catalog.types(id, namespace.name())).isNotNull();
    }
  }

  private static long count(PgDatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery("select count(*) from public.canary")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void prepare(PgDatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          create table public.t (id int primary key, p int references public.t, note text default 'x');
          create type public.mood as enum ('ok');
          create type public.pair as (a int, b public.mood);
          create table public.parted (a int) partition by range (a);
          create table public.parted_1 partition of public.parted for values from (1) to (2);
          create view public.v as select * from public.t;
          create function public.f(a int) returns int language sql as 'select a';
          """);
    }
  }

  /// Connects, runs, stops, resets and browses; returns what Tusk sent of its own.
  private static Set<String> useEverything(PgDatabaseAddress address) throws Exception {
    try (var server =
        new HostileServer(
            Scripts.relay(address.host(), address.port(), message -> false, client -> {}))) {
      ConnectionConfig config = Servers.config(address.through(server.port()));
      PgDatabase database = new PgDatabase(Map.of());
      try (ConnectionPool pool =
          database
              .connector()
              .open(config, Servers.password(address), Cancellation.create(), step -> {})) {
        Session session = Servers.lease(pool);
        Servers.portal(session, "select 'ok'::public.mood, array['ok']::public.mood[] " + MINE);
        Servers.plain(session, "reset all " + MINE);
        CompletableFuture<Void> sleeping =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    Servers.plain(
                        session, "do $$begin perform pg_catalog.pg_sleep(30); end$$ " + MINE);
                  } catch (RuntimeException stopped) {
                    assertThat(stopped.getMessage()).isNotBlank();
                  }
                });
        TimeUnit.MILLISECONDS.sleep(200);
        while (!sleeping.isDone()) {
          var _ = session.cancel();
          TimeUnit.MILLISECONDS.sleep(100);
        }
        session.close();
        browse(database.catalog(), config.id());
        for (Relation relation : database.catalog().relations(config.id(), "public")) {
          assertThat(database.catalog().columns(config.id(), relation.oid())).isNotEmpty();
        }
      }
      Set<String> sent = new TreeSet<>();
      for (FrontendMessage message : server.received()) {
        String[] parts = message.text().split("\0", -1);
        String sql = message.type() == 'Q' ? parts[0] : message.type() == 'P' ? parts[1] : "";
        if (sql.strip().toLowerCase(Locale.ROOT).startsWith("select") && !sql.contains(MINE)) {
          sent.add(sql);
        }
      }
      return sent;
    }
  }

  /// Operators without `operator(pg_catalog.…)`, functions and tables without `pg_catalog.`.
  private static List<String> unqualified(String sql) {
    List<String> found = new ArrayList<>();
    List<SqlToken> tokens =
        SqlLexer.tokens(sql).stream().filter(token -> !token.kind().isIgnored()).toList();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      String text = text(sql, token);
      boolean qualified = i > 0 && text(sql, tokens.get(i - 1)).equals(".");
      boolean call = i + 1 < tokens.size() && text(sql, tokens.get(i + 1)).equals("(");
      boolean operator = token.kind() == TokenKind.OPERATOR && !text.equals("::");
      boolean function =
          call && token.kind().isWord() && !NO_FUNCTIONS.contains(text) && !isAlias(sql, tokens, i);
      boolean table =
          i > 0
              && Set.of("from", "join").contains(text(sql, tokens.get(i - 1)))
              && token.kind().isWord()
              && !text.replace("\"", "").equals("pg_catalog")
              && !text.equals("lateral");
      if (table || ((operator || function) && !qualified)) {
        found.add(text + " in " + sql);
      }
    }
    return found;
  }

  /// `as s(setting, n)` and `when (`, `and (`, `select (` and their like.
  private static boolean isAlias(String sql, List<SqlToken> tokens, int i) {
    boolean keyword = tokens.get(i).kind() == TokenKind.KEYWORD;
    return keyword || (i > 0 && text(sql, tokens.get(i - 1)).equals("as"));
  }

  private static String text(String sql, SqlToken token) {
    return sql.substring(token.start(), token.end());
  }

  private static boolean callsWithoutQualification(PgDatabaseAddress address, String sql)
      throws SQLException {
    long before = ShadowCatalog.calls(address);
    String bare =
        sql.replaceAll("operator\\(pg_catalog\\.([^)]+)\\)", "$1")
            .replaceAll("(\"pg_catalog\"|pg_catalog)\\.", "")
            .replaceAll("\\$\\d+", "'public'");
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(bare);
    } catch (SQLException failed) {
      // A shadow's null where there must be something else; the row in the canary is gone then.
      return true;
    }
    return ShadowCatalog.calls(address) > before;
  }
}
