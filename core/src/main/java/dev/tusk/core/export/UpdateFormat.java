package dev.tusk.core.export;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.sql.Identifier;
import java.util.List;
import java.util.stream.IntStream;

/// An `UPDATE` a row, which finds its row by the key columns and sets the others.
final class UpdateFormat implements TextWriter.TextFormat {
  private final List<ResultColumn> columns;
  private final String head;
  private final int[] keys;
  private final int[] others;

  /// @throws TuskException with NotSent when a key is missing or nothing is left to set
  UpdateFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.head = "UPDATE " + options.table() + " SET ";
    List<String> names = options.keys();
    for (String key : names) {
      long found = columns.stream().filter(column -> column.name().equals(key)).count();
      if (found != 1) {
        throw refused(
            (found == 0 ? "No column" : "More than one column") + " is called \"" + key + "\"");
      }
    }
    if (names.isEmpty()) {
      throw refused("An UPDATE needs the columns of a key to find its row");
    }
    this.keys = places(names, true);
    this.others = places(names, false);
    if (others.length == 0) {
      throw refused("An UPDATE needs a column beside the key to set");
    }
  }

  private static TuskException refused(String why) {
    return new TuskException(
        new TuskError.NotSent(why, "Name the key columns, or choose INSERT instead."));
  }

  private int[] places(List<String> names, boolean key) {
    return IntStream.range(0, columns.size())
        .filter(i -> names.contains(columns.get(i).name()) == key)
        .toArray();
  }

  @Override
  public void begin(ByteOut out) {}

  @Override
  public void row(long row, Cells cells, ByteOut out) {
    SqlLiteral literal = new SqlLiteral(out);
    out.put(head);
    for (int i = 0; i < others.length; i++) {
      ResultColumn column = columns.get(others[i]);
      out.put((i == 0 ? "" : ", ") + Identifier.quote(column.name()) + " = ");
      literal.plain(column, others[i], cells);
    }
    out.put(" WHERE ");
    for (int i = 0; i < keys.length; i++) {
      ResultColumn column = columns.get(keys[i]);
      out.put((i == 0 ? "" : " AND ") + Identifier.quote(column.name()));
      out.put(cells.isNull(keys[i]) ? " IS " : " = ");
      literal.compared(column, keys[i], cells);
    }
    out.put(";\n");
  }

  @Override
  public void end(long rows, ByteOut out) {}
}
