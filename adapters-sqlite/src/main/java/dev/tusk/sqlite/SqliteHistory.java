package dev.tusk.sqlite;

import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.sqlite.row.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
  private final Runnable cleared;

  /// @param cap the most entries to keep
  /// @param cleared takes away what is kept of the history elsewhere, when a person clears it
  SqliteHistory(SqliteFile file, int cap, Runnable cleared) {
    this.file = file;
    this.cap = cap;
    this.cleared = cleared;
  }

  @Override
  public void add(QueryHistoryEntry entry) {
    file.write(
        connection -> {
          Table.HISTORY.remove(connection, "id = ?", entry.id().toString());
          long seq = last(connection) + 1;
          Table.HISTORY.put(
              connection,
              seq,
              entry.id().toString(),
              entry.connectionId().toString(),
              entry.connectionName(),
              entry.database(),
              entry.sql(),
              Micros.of(entry.startedAt()),
              entry.duration().toNanos(),
              entry.outcome().name(),
              entry.rows(),
              entry.sqlState());
          // The sequence only grows, so that its end tells the age: no count, no scan.
          Table.HISTORY.remove(connection, "seq <= ?", seq - cap);
        });
  }

  @Override
  public List<QueryHistoryEntry> search(String text, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return file.read(
        connection -> HistorySearch.search(connection, wanted, limit, file::noteDamage));
  }

  @Override
  public void clear() {
    file.write(connection -> Table.HISTORY.remove(connection, "true"));
    file.forget();
    cleared.run();
  }

  private static long last(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select coalesce(max(seq), 0) from history");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
