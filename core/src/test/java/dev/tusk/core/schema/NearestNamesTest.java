package dev.tusk.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.ErrorScene;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A hint names what stands at the place of the error, and what may have been meant.
@Requirement({"FR-003", "US1.3"})
class NearestNamesTest {
  private static final ConnectionId ID = new ConnectionId(new UUID(1, 2));

  private final SchemaCaches caches = new SchemaCaches();
  private final NearestNames names = new NearestNames(caches);

  NearestNamesTest() {
    caches.start(ID);
    put("public", List.of("orders", "order_items", "customers", "Mixed Case"), 100);
    put("shop", List.of("invoices", "orders"), 200);
    SchemaCache cache = caches.find(ID).orElseThrow();
    cache.putColumns(100, List.of(column(1, "customer_id"), column(2, "placed_at")));
    cache.putNamespaces(
        List.of(
            new Namespace("public", false),
            new Namespace("shop", false),
            new Namespace("pg_catalog", true)));
  }

  private void put(String schema, List<String> relations, long oid) {
    caches
        .find(ID)
        .orElseThrow()
        .putContents(
            new SchemaContents(
                new Namespace(schema, false),
                IntStream.range(0, relations.size())
                    .mapToObj(
                        i ->
                            new Relation(
                                oid + i,
                                schema,
                                relations.get(i),
                                Relation.Kind.TABLE,
                                -1,
                                -1,
                                null))
                    .toList(),
                List.of(
                    new Routine(
                        oid + 50, schema, "total_of_" + schema, Routine.Kind.FUNCTION, "", "int4")),
                List.of()));
  }

  private static Column column(int number, String name) {
    return new Column(number, name, "int4", false, false, false, null, null);
  }

  private ErrorScene scene(String sql, String code, String at) {
    int position = sql.codePointCount(0, sql.indexOf(at)) + 1;
    return names.scene(
        ID, sql, new TuskError.StatementFailed(ServerError.of(code, "m").withPosition(position)));
  }

  @Test
  void misspelledTableIsNamedWithTheNearestOnes() {
    ErrorScene scene = scene("select * from ordres where 1 = 1", "42P01", "ordres");
    assertThat(scene.name()).isEqualTo("ordres");
    assertThat(scene.nearest()).containsExactly("orders", "shop.orders");
    assertThat(hint("select * from ordres", "42P01", "ordres"))
        .isEqualTo("Table or view ordres does not exist: did you mean orders, shop.orders?");
  }

  @Test
  void tableOfAnotherSchemaIsFound() {
    assertThat(scene("select * from invoices", "42P01", "invoices").nearest())
        .containsExactly("shop.invoices");
    assertThat(scene("table public.invoices", "42P01", "public").nearest())
        .containsExactly("shop.invoices");
  }

  @Test
  void nameThatNeedsQuotesIsSuggestedWithThem() {
    assertThat(scene("table \"mixed case\"", "42P01", "\"mixed").nearest())
        .containsExactly("\"Mixed Case\"");
  }

  @Test
  void columnsComeFromTheTablesOfTheStatement() {
    assertThat(scene("select custmer_id from orders", "42703", "custmer").nearest())
        .containsExactly("customer_id");
    assertThat(scene("select custmer_id from customers", "42703", "custmer").nearest()).isEmpty();
  }

  @Test
  void schemasAndRoutinesAreFoundToo() {
    assertThat(scene("create table shp.t (a int)", "3F000", "shp").nearest()).isEmpty();
    assertThat(scene("select total_of_shoop()", "42883", "total").nearest())
        .containsExactly("shop.total_of_shop");
  }

  @Test
  void placeInsideAFunctionIsThatOfItsOwnQuery() {
    ServerError inner =
        new ServerError(
            "ERROR",
            "42P01",
            "m",
            null,
            null,
            0,
            15,
            "select * from ordres",
            "w",
            null,
            null,
            null,
            null,
            null,
            null,
            0,
            null);
    ErrorScene scene = names.scene(ID, "select f()", new TuskError.StatementFailed(inner));
    assertThat(scene.name()).isEqualTo("ordres");
    assertThat(scene.nearest()).contains("orders");
  }

  @Test
  void farNamesAreNoHelp() {
    ErrorScene scene = scene("select * from zebra_crossing", "42P01", "zebra");
    assertThat(scene.nearest()).isEmpty();
    assertThat(hint("select * from zebra_crossing", "42P01", "zebra"))
        .startsWith("Table or view zebra_crossing does not exist: check its schema");
  }

  @Test
  void constantsAreNeverNamedSinceTheyMayBeSecrets() {
    for (String secret : List.of("'hunter2'", "E'hunter2'", "$$hunter2$$", "U&'hunter2'", "4711")) {
      String sql = "alter role a password nonsense " + secret + " x";
      assertThat(scene(sql, "42601", secret)).isEqualTo(ErrorScene.NONE);
    }
  }

  @Test
  void nothingIsKnownWithoutACacheOrAPlace() {
    TuskError nowhere = new TuskError.StatementFailed(ServerError.of("42P01", "m"));
    assertThat(names.scene(ID, "select 1", nowhere)).isEqualTo(ErrorScene.NONE);
    TuskError beyond =
        new TuskError.StatementFailed(ServerError.of("42P01", "m").withPosition(999));
    assertThat(names.scene(ID, "select 1", beyond)).isEqualTo(ErrorScene.NONE);
    caches.drop(ID);
    assertThat(scene("select * from ordres", "42P01", "ordres").nearest()).isEmpty();
  }

  @Test
  @Requirement("SC-001")
  void tenThousandTablesAreComparedInTime() {
    put("big", IntStream.range(0, 10_000).mapToObj(i -> "measurement_" + i).toList(), 1_000);
    // Of the processor: what it costs, whoever else is at work on this machine.
    var threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[100];
    for (int i = 0; i < millis.length; i++) {
      long start = threads.getCurrentThreadCpuTime();
      ErrorScene scene = scene("select * from mesurement_4711", "42P01", "mesurement");
      millis[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
      assertThat(scene.nearest()).first().isEqualTo("big.measurement_4711");
    }
    Figure.atMost("nearest_of_10000_tables_p90_cpu_ms", Figure.percentile(millis, 0.9), 10);
  }

  private String hint(String sql, String code, String at) {
    TuskError error = new TuskError.StatementFailed(ServerError.of(code, "m"));
    return String.valueOf(ErrorInfo.of(error, scene(sql, code, at)).suggestion());
  }
}
