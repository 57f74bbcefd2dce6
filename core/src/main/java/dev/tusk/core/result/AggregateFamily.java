package dev.tusk.core.result;

import java.util.List;

/// The types whose values are taken together.
enum AggregateFamily {
  NUMBER,
  MONEY,
  INTERVAL,
  DATE,
  TIMESTAMP,
  TIMESTAMPTZ,
  TIME,
  TIMETZ,
  OID,
  BOOLEAN,
  /// Texts among others: their order is the collation's, which only the server knows.
  ANY;

  /// What is made of some columns: of numbers where there are any; else of the one family among
  /// them that has aggregates; else of all.
  static AggregateFamily of(List<ResultColumn> columns) {
    List<AggregateFamily> found =
        columns.stream().map(AggregateFamily::of).filter(each -> each != ANY).distinct().toList();
    return found.contains(NUMBER) ? NUMBER : found.size() == 1 ? found.getFirst() : ANY;
  }

  private static AggregateFamily of(ResultColumn column) {
    return switch (column.typeName()) {
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> NUMBER;
      case "money" -> MONEY;
      case "interval" -> INTERVAL;
      case "date" -> DATE;
      case "timestamp" -> TIMESTAMP;
      case "timestamptz" -> TIMESTAMPTZ;
      case "time" -> TIME;
      case "timetz" -> TIMETZ;
      case "oid" -> OID;
      case "bool" -> BOOLEAN;
      default -> ANY;
    };
  }

  /// Whether the cells of a column belong to it.
  boolean covers(ResultColumn column) {
    return this == ANY || of(column) == this;
  }

  Totals begin() {
    return switch (this) {
      case NUMBER -> new NumberTotals();
      case MONEY -> new MoneyTotals();
      case INTERVAL -> new IntervalTotals();
      case DATE -> new Extremes(Sorting.DATE);
      case TIMESTAMP, TIMESTAMPTZ -> new Extremes(Sorting.TIMESTAMP);
      case TIME, TIMETZ -> new Extremes(Sorting.TIME);
      case OID -> new Extremes(Sorting.INTEGER);
      case BOOLEAN -> new BooleanTotals();
      case ANY -> new Totals();
    };
  }
}
