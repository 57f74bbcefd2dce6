package dev.tusk.sqlite.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/// How many rows a table should hold, and the sum of their checksums.
public record Tally(long rows, long total) {
  /// What the file says of each table; a table without an entry is left out.
  public static Map<Table, Tally> all(Connection connection) throws SQLException {
    Map<Table, Tally> tallies = new EnumMap<>(Table.class);
    try (PreparedStatement select =
            connection.prepareStatement("select name, rows, total from tally");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        for (Table table : Table.values()) {
          if (table.table().equals(row.getString(1))) {
            tallies.put(table, new Tally(row.getLong(2), row.getLong(3)));
          }
        }
      }
    }
    return tallies;
  }
}
