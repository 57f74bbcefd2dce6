package dev.tusk.sqlite;

import dev.tusk.sqlite.row.Table;
import org.jspecify.annotations.Nullable;

/// One row that was read, its values by the names of their columns. Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Row(Table table, @Nullable Object[] values) {
  /// @throws IllegalArgumentException when there is none
  String text(String column) {
    String text = textOrNull(column);
    if (text == null) {
      throw new IllegalArgumentException("no " + column);
    }
    return text;
  }

  @Nullable String textOrNull(String column) {
    return values[table.at(column)] instanceof String text ? text : null;
  }

  /// @throws IllegalArgumentException when there is none
  long number(String column) {
    if (values[table.at(column)] instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("no " + column);
  }

  boolean flag(String column) {
    return number(column) != 0;
  }
}
