package dev.tusk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.sql.Statement;
import dev.tusk.core.sql.StatementSplitter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleDatabaseTest {
  private EmbeddedServer server;
  private Connection shop;

  @BeforeAll
  void load(@TempDir Path folder) throws SQLException {
    server = Servers.start(folder);
    try (var main = connect("postgres")) {
      assertThat(SampleDatabase.needsLoading(state(main))).isTrue();
      run(main, SampleDatabase.CREATE_STATEMENTS);
      assertThat(SampleDatabase.needsLoading(state(main))).isTrue();
    }
    shop = connect(SampleDatabase.NAME);
    for (var script : SampleDatabase.scripts()) {
      // One by one, as Tusk itself runs a script.
      for (var item : StatementSplitter.split(script.text()).items()) {
        assertThat(item).isInstanceOf(Statement.class);
        run(shop, List.of(script.text().substring(item.start(), item.end())));
      }
    }
  }

  @AfterAll
  void stop() throws SQLException {
    shop.close();
    server.close();
  }

  @Test
  void completeLoadIsMarked() throws SQLException {
    assertThat(state(shop)).isEqualTo(SampleDatabase.MARK);
    assertThat(SampleDatabase.needsLoading(state(shop))).isFalse();
  }

  @Test
  void aTableHasExactlyAMillionRows() throws SQLException {
    assertThat(column("select count(*), max(id) from analytics.page_views"))
        .containsExactly("1000000");
  }

  @Test
  void everyReferenceHolds() throws SQLException {
    // The load skips the checks; re-making each constraint makes the server do them all.
    List<String> remake =
        column(
            "select format('alter table %s drop constraint %I; alter table %1$s add constraint %2$I"
                + " %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint"
                + " where contype = 'f' and conparentid = 0");
    assertThat(remake).hasSizeGreaterThan(20);
    shop.setAutoCommit(false);
    run(shop, remake);
    shop.rollback();
    shop.setAutoCommit(true);
  }

  @Test
  void thereAreTwentyThreeTablesInThreeSchemas() throws SQLException {
    assertThat(
            column(
                "select relnamespace::regnamespace || ' ' || count(*) from pg_class where relkind"
                    + " in ('r', 'p') and not relispartition and relnamespace::regnamespace::text"
                    + " in (select nspname from pg_namespace where nspname !~"
                    + " '^pg_|^information_schema$') group by relnamespace order by 1"))
        .containsExactly("analytics 5", "billing 4", "shop 14");
  }

  @Test
  void lastThirtyDaysHaveOrdersOfEveryStatusAndNoneInTheFuture() throws SQLException {
    assertThat(
            column(
                "select distinct status::text from shop.orders"
                    + " where placed_at >= now() - interval '30 days' order by 1"))
        .containsExactly("cancelled", "delivered", "paid", "pending", "refunded", "shipped");
    assertThat(
            column(
                "select count(*) from shop.orders where placed_at > now() or shipped_at > now()"))
        .containsExactly("0");
  }

  @Test
  void totalsAreTheSumsOfTheirLines() throws SQLException {
    assertThat(
            column(
                "select count(*) from (select o.id from shop.orders o join shop.order_items i on"
                    + " i.order_id = o.id group by o.id having o.total <> sum(i.amount)) as wrong"))
        .containsExactly("0");
  }

  @Test
  void functionsAnswerAndComplain() throws SQLException {
    assertThat(column("select shop.customer_spend(50001, '150 days') > 0")).containsExactly("t");
    assertThat(column("select name from shop.search_products('lamp', 3)")).hasSize(3);
    assertThatThrownBy(() -> column("select shop.reserve(1001, 100000)"))
        .isInstanceOfSatisfying(
            PSQLException.class,
            e ->
                assertThat(e.getServerErrorMessage())
                    .isNotNull()
                    .extracting(m -> m.getHint())
                    .isEqualTo("Try another warehouse."));
    run(shop, List.of("call analytics.refresh_sales()"));
  }

  @Test
  void rowSecurityShowsSupportItsOwnCountriesOnly() throws SQLException {
    shop.setAutoCommit(false);
    run(shop, List.of("set local role shop_support", "set local shop.countries = 'SE,DE'"));
    assertThat(column("select distinct country::text from shop.addresses order by 1"))
        .containsExactly("DE", "SE");
    shop.rollback();
    shop.setAutoCommit(true);
  }

  @Test
  void changesAreAudited() throws SQLException {
    shop.setAutoCommit(false);
    run(shop, List.of("update shop.orders set status = 'shipped' where id = 14560001"));
    assertThat(
            column(
                "select after ->> 'status' from analytics.audit_log"
                    + " where relation = 'shop.orders'::regclass"))
        .containsExactly("shipped");
    shop.rollback();
    shop.setAutoCommit(true);
  }

  @Test
  void nothingOfTheLoadIsLeftBehind() throws SQLException {
    assertThat(column("select nspname from pg_namespace where nspname = 'sample'")).isEmpty();
    assertThat(column("show session_replication_role")).containsExactly("origin");
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", new String(server.password()));
    return DriverManager.getConnection(
        "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database, properties);
  }

  private static @Nullable String state(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SampleDatabase.STATE_QUERY)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static void run(Connection connection, List<String> texts) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String text : texts) {
        statement.execute(text);
      }
    }
  }

  private List<String> column(String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = shop.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }
}
