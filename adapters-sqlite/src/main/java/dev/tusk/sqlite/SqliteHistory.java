package dev.tusk.sqlite;

import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// The history in SQLite, capped at the newest entries.
///
/// Adding is plain JDBC, since the first statement of a short run must not wait for jOOQ to load;
/// searching is jOOQ's.
final class SqliteHistory implements HistoryStore {
  private final SqliteFile file;
  private final int cap;

  /// @param cap the most entries to keep
  SqliteHistory(SqliteFile file, int cap) {
    this.file = file;
    this.cap = cap;
  }

  @Override
  public void add(QueryHistoryEntry entry) {
    file.write(
        connection -> {
          insert(connection, entry);
          // The sequence only grows, so that its end tells the age: no count, no scan.
          try (PreparedStatement trim =
              connection.prepareStatement(
                  "delete from history where seq <= (select max(seq) from history) - ?")) {
            trim.setInt(1, cap);
            trim.executeUpdate();
          }
        });
  }

  @Override
  public List<QueryHistoryEntry> search(String text, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return file.read(connection -> HistorySearch.search(connection, wanted, limit));
  }

  @Override
  public void clear() {
    file.write(HistorySearch::clear);
    file.read(
        connection -> {
          // What was cleared shall not stay readable in the log.
          try (PreparedStatement checkpoint =
              connection.prepareStatement("pragma wal_checkpoint(truncate)")) {
            checkpoint.execute();
          }
          return null;
        });
  }

  private static void insert(Connection connection, QueryHistoryEntry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert or replace into history (id, connection_id, connection_name, database, sql,"
                + " started_us, duration_ns, outcome, row_count, sql_state)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, entry.id().toString());
      insert.setString(2, entry.connectionId().toString());
      insert.setString(3, entry.connectionName());
      insert.setString(4, entry.database());
      insert.setString(5, entry.sql());
      insert.setLong(6, Micros.of(entry.startedAt()));
      insert.setLong(7, entry.duration().toNanos());
      insert.setString(8, entry.outcome().name());
      insert.setLong(9, entry.rows());
      insert.setString(10, entry.sqlState());
      insert.executeUpdate();
    }
  }
}
