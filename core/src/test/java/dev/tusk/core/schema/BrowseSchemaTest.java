package dev.tusk.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.query.QueryBench;
import dev.tusk.core.testkit.InMemoryCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrowseSchemaTest {
  private static final Namespace PUBLIC = new Namespace("public", false);
  private static final Relation ORDERS =
      new Relation(7, "public", "orders", Relation.Kind.TABLE, 10, 8_192, null);
  private static final Column ID = new Column(1, "id", "bigint", true, true, false, null, null);

  private final QueryBench bench = new QueryBench();
  private final InMemoryCatalog catalog = bench.database.contents();
  private final BrowseSchema browse = new BrowseSchema(catalog, bench.caches);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void eachLevelIsReadOnceAndThenCached() {
    catalog.add(ORDERS, ID);
    for (int i = 0; i < 3; i++) {
      assertThat(browse.namespaces(bench.config.id())).contains(PUBLIC);
      assertThat(browse.contents(bench.config.id(), PUBLIC).relations()).containsExactly(ORDERS);
      assertThat(browse.columns(bench.config.id(), ORDERS)).containsExactly(ID);
    }

    // Schemas; relations, routines and types of one; columns.
    assertThat(catalog.reads()).isEqualTo(5);
  }

  @Test
  void refreshReadsAnew() {
    assertThat(browse.contents(bench.config.id(), PUBLIC).relations()).isEmpty();
    catalog.add(ORDERS, ID);
    assertThat(browse.contents(bench.config.id(), PUBLIC).relations()).isEmpty();

    browse.refresh(bench.config.id());

    assertThat(browse.contents(bench.config.id(), PUBLIC).relations()).containsExactly(ORDERS);
  }

  @Test
  void closedConnectionShowsNothingAndRefreshDoesNotReviveIt() {
    bench.open.close();
    browse.refresh(bench.config.id());

    TuskException failure =
        catchThrowableOfType(TuskException.class, () -> browse.namespaces(bench.config.id()));

    assertThat(failure.error().message()).contains("connect first");
    assertThat(bench.caches.size()).isZero();
  }
}
