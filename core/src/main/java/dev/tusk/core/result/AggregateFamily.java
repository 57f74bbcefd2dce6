package dev.tusk.core.result;

import java.util.List;
import java.util.function.Supplier;

/// The types whose values are taken together.
enum AggregateFamily {
  NUMBER(NumberTotals::new, "int2", "int4", "int8", "numeric", "float4", "float8"),
  MONEY(MoneyTotals::new, "money"),
  INTERVAL(IntervalTotals::new, "interval"),
  DATE(() -> new Extremes(Sorting.DATE), "date"),
  TIMESTAMP(() -> new Extremes(Sorting.TIMESTAMP), "timestamp"),
  TIMESTAMPTZ(() -> new Extremes(Sorting.TIMESTAMP), "timestamptz"),
  TIME(() -> new Extremes(Sorting.TIME), "time"),
  TIMETZ(() -> new Extremes(Sorting.TIME), "timetz"),
  OID(() -> new Extremes(Sorting.INTEGER), "oid"),
  BOOLEAN(BooleanTotals::new, "bool"),
  /// Texts among others: their order is the collation's, which only the server knows.
  ANY(Totals::new);

  private final Supplier<Totals> totals;
  private final List<String> types;

  AggregateFamily(Supplier<Totals> totals, String... types) {
    this.totals = totals;
    this.types = List.of(types);
  }

  /// What is made of some columns: of numbers where there are any; else of the one family among
  /// them that has aggregates; else of all.
  static AggregateFamily of(List<ResultColumn> columns) {
    List<AggregateFamily> found =
        columns.stream().map(AggregateFamily::of).filter(each -> each != ANY).distinct().toList();
    return found.contains(NUMBER) ? NUMBER : found.size() == 1 ? found.getFirst() : ANY;
  }

  private static AggregateFamily of(ResultColumn column) {
    for (AggregateFamily each : values()) {
      if (each.types.contains(column.typeName())) {
        return each;
      }
    }
    return ANY;
  }

  /// Whether the cells of a column belong to it.
  boolean covers(ResultColumn column) {
    return this == ANY || of(column) == this;
  }

  Totals begin() {
    return totals.get();
  }
}
