package dev.tusk.sqlite.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// A table of the user's data: each row with its checksum, the whole with its tally.
///
/// All changes of the user's data go through here, inside a transaction of the caller's. Rows are
/// arrays of Strings, Longs and nulls in the order of [#columns], which is that of the table; the
/// first is the key. Plain JDBC: the start reads through it.
public enum Table {
  CONNECTION(
      "id",
      "name",
      "name_key",
      "host",
      "port",
      "database",
      "user",
      "ssl_mode",
      "stage",
      "remember_password",
      "connect_timeout_ms",
      "pool_timeout_ms",
      "max_sessions",
      "max_service_sessions",
      "read_only",
      "last_used_us"),
  SETTING("key", "value"),
  TAB("id", "title", "connection_id", "text", "caret", "position", "active"),
  HISTORY(
      "seq",
      "id",
      "connection_id",
      "connection_name",
      "database",
      "sql",
      "started_us",
      "duration_ns",
      "outcome",
      "row_count",
      "sql_state");

  // Made by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> columns;

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  /// Its name in SQL.
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The columns without the checksum.
  public List<String> columns() {
    return columns;
  }

  private String key() {
    return columns.getFirst();
  }

  /// The position of `column` in a row.
  public int at(String column) {
    return columns.indexOf(column);
  }

  /// Adds the row, or replaces the one with the same key.
  public void put(Connection connection, @Nullable Object... row) throws SQLException {
    Optional<Long> before = sumOf(connection, row[0]);
    long sum = RowSum.of(table(), row);
    try (PreparedStatement upsert = connection.prepareStatement(upsert())) {
      bind(upsert, row);
      upsert.setLong(row.length + 1, sum);
      upsert.executeUpdate();
    }
    count(connection, before.isPresent() ? 0 : 1, sum - before.orElse(0L));
  }

  /// Adds those of `rows` that have no key, nor another value that must be unique, of a row that is
  /// there; a row that the table refuses is left out.
  ///
  /// @return how many were added
  public int fill(Connection connection, Iterable<@Nullable Object[]> rows) throws SQLException {
    int added = 0;
    long total = 0;
    try (PreparedStatement insert =
        connection.prepareStatement(insert().replaceFirst("insert", "insert or ignore"))) {
      for (@Nullable Object[] row : rows) {
        long sum = RowSum.of(table(), row);
        bind(insert, row);
        insert.setLong(row.length + 1, sum);
        try {
          if (insert.executeUpdate() == 1) {
            added++;
            total += sum;
          }
        } catch (SQLException refused) {
          if ((refused.getErrorCode() & 0xFF) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            throw refused;
          }
        }
      }
    }
    count(connection, added, total);
    return added;
  }

  /// Removes the rows for which `condition` holds.
  public void remove(Connection connection, String condition, Object... arguments)
      throws SQLException {
    long rows;
    long total;
    try (PreparedStatement select =
        connection.prepareStatement(
            "select count(*), sum(checksum) from " + table() + " where " + condition)) {
      bind(select, arguments);
      try (ResultSet row = select.executeQuery()) {
        rows = row.next() ? row.getLong(1) : 0;
        total = rows == 0 ? 0 : row.getLong(2);
      }
    }
    if (rows > 0) {
      try (PreparedStatement delete =
          connection.prepareStatement("delete from " + table() + " where " + condition)) {
        bind(delete, arguments);
        delete.executeUpdate();
      }
      count(connection, -rows, -total);
    }
  }

  /// The whole rows for which `condition` holds, which may end in an order.
  ///
  /// @param damaged is told of each row whose checksum is wrong; that row is left out
  public List<@Nullable Object[]> select(
      Connection connection, String condition, Runnable damaged, Object... arguments)
      throws SQLException {
    List<@Nullable Object[]> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(select() + " where " + condition)) {
      bind(select, arguments);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          @Nullable Object[] row = values(rows, columns.size());
          if (isWhole(row, rows.getLong(columns.size() + 1))) {
            found.add(row);
          } else {
            damaged.run();
          }
        }
      }
    }
    return found;
  }

  /// `select` with all columns and the checksum last, without a condition.
  public String select() {
    return "select " + String.join(", ", columns) + ", checksum from " + table();
  }

  /// Whether `row` is as it was written.
  public boolean isWhole(@Nullable Object[] row, long checksum) {
    return RowSum.of(table(), row) == checksum;
  }

  /// The first `width` values of the present row, whole numbers as Longs.
  public static @Nullable Object[] values(ResultSet row, int width) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[width];
    for (int i = 0; i < width; i++) {
      Object value = row.getObject(i + 1);
      values[i] = value instanceof Integer number ? Long.valueOf(number.longValue()) : value;
    }
    return values;
  }

  /// Makes the sums and the tally anew from the rows as they are: what a migration ends with.
  public void sumAgain(Connection connection) throws SQLException {
    long rows = 0;
    long total = 0;
    try (PreparedStatement select = connection.prepareStatement(select());
        ResultSet each = select.executeQuery();
        PreparedStatement update =
            connection.prepareStatement(
                "update " + table() + " set checksum = ? where " + key() + " = ?")) {
      while (each.next()) {
        @Nullable Object[] row = values(each, columns.size());
        long sum = RowSum.of(table(), row);
        if (sum != each.getLong(columns.size() + 1)) {
          update.setLong(1, sum);
          update.setObject(2, row[0]);
          update.executeUpdate();
        }
        rows++;
        total += sum;
      }
    }
    try (PreparedStatement tally =
        connection.prepareStatement("insert or replace into tally values (?, ?, ?)")) {
      tally.setString(1, table());
      tally.setLong(2, rows);
      tally.setLong(3, total);
      tally.executeUpdate();
    }
  }

  private Optional<Long> sumOf(Connection connection, @Nullable Object key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select checksum from " + table() + " where " + key() + " = ?")) {
      select.setObject(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private void count(Connection connection, long rows, long total) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update tally set rows = rows + ?, total = total + ? where name = ?")) {
      update.setLong(1, rows);
      update.setLong(2, total);
      update.setString(3, table());
      update.executeUpdate();
    }
  }

  private String insert() {
    return "insert into "
        + table()
        + " ("
        + String.join(", ", columns)
        + ", checksum) values ("
        + String.join(", ", Collections.nCopies(columns.size() + 1, "?"))
        + ")";
  }

  private String upsert() {
    StringBuilder sql = new StringBuilder(insert() + " on conflict (" + key() + ") do update set ");
    for (String column : columns.subList(1, columns.size())) {
      sql.append(column).append(" = excluded.").append(column).append(", ");
    }
    return sql.append("checksum = excluded.checksum").toString();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
