package dev.tusk.swing.world;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog of a small shop; counts what was read, and may be told to fail.
public final class ScriptedCatalog implements CatalogReader {
  public final List<String> reads = new ArrayList<>();
  public final List<Relation> relations = new ArrayList<>();
  public final List<Namespace> namespaces =
      new ArrayList<>(
          List.of(
              new Namespace("information_schema", true),
              new Namespace("pg_catalog", true),
              new Namespace("public", false),
              new Namespace("shop", false)));
  public volatile @Nullable TuskError failure;
  public volatile Runnable beforeRead = () -> {};

  /// A shop with eight tables.
  public ScriptedCatalog() {
    table(1, "customers", Relation.Kind.TABLE, 50_331_648L);
    table(2, "inventory", Relation.Kind.TABLE, 12_582_912L);
    table(3, "order_items", Relation.Kind.PARTITIONED_TABLE, 6_657_199_309L);
    table(4, "orders", Relation.Kind.TABLE, 3_328_599_654L);
    table(5, "payments", Relation.Kind.TABLE, 1_932_735_283L);
    table(6, "products", Relation.Kind.TABLE, 100_663_296L);
    table(7, "Refund Requests", Relation.Kind.TABLE, 23_068_672L);
    table(8, "stock", Relation.Kind.FOREIGN_TABLE, -1);
    table(9, "open_orders", Relation.Kind.VIEW, -1);
    table(10, "spend_by_month", Relation.Kind.MATERIALIZED_VIEW, 8192);
    table(11, "orders_id_seq", Relation.Kind.SEQUENCE, 8192);
  }

  /// Adds a relation to schema shop.
  public void table(long oid, String name, Relation.Kind kind, long bytes) {
    relations.add(new Relation(oid, "shop", name, kind, 100, bytes, null));
  }

  private void read(String what) {
    beforeRead.run();
    reads.add(what);
    var broken = failure;
    if (broken != null) {
      throw new TuskException(broken);
    }
  }

  @Override
  public List<Namespace> namespaces(ConnectionId id) {
    read("namespaces");
    return List.copyOf(namespaces);
  }

  @Override
  public List<Relation> relations(ConnectionId id, String schema) {
    read("relations " + schema);
    return schema.equals("shop") ? List.copyOf(relations) : List.of();
  }

  @Override
  public List<Column> columns(ConnectionId id, long relation) {
    read("columns " + relation);
    return List.of(
        new Column(1, "id", "bigint", true, true, false, null, null),
        new Column(2, "ref", "uuid", true, false, false, null, null),
        new Column(3, "customer_id", "bigint", true, false, true, null, null),
        new Column(4, "status", "order_status", true, false, false, null, null),
        new Column(5, "total", "numeric(12,2)", true, false, false, null, null),
        new Column(6, "placed_at", "timestamp with time zone", true, false, false, null, null),
        new Column(7, "meta", "jsonb", false, false, false, null, null));
  }

  @Override
  public List<Routine> routines(ConnectionId id, String schema) {
    read("routines " + schema);
    return schema.equals("shop")
        ? List.of(
            new Routine(
                20, "shop", "order_total", Routine.Kind.FUNCTION, "order_id bigint", "numeric"))
        : List.of();
  }

  @Override
  public List<DataType> types(ConnectionId id, String schema) {
    read("types " + schema);
    return schema.equals("shop")
        ? List.of(new DataType(30, "shop", "order_status", DataType.Kind.ENUM))
        : List.of();
  }
}
