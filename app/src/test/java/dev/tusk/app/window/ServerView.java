package dev.tusk.app.window;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What the server itself says of a database, over a connection of its own.
final class ServerView implements AutoCloseable {
  private final Connection connection;

  ServerView(PgDatabaseAddress database) throws SQLException {
    connection = database.connect();
  }

  /// The rows of a query as text; `NULL` for null.
  List<List<String>> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> all = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          String value = rows.getString(column);
          cells.add(value == null ? "NULL" : value);
        }
        all.add(cells);
      }
      return all;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// How many other sessions run a statement that contains these words.
  int running(String words) throws SQLException {
    return count("state = 'active' and query like '%" + words + "%'");
  }

  /// `active`, `idle` and the like; `gone` when the process has ended.
  String state(int pid) throws SQLException {
    List<List<String>> rows = rows("select state from pg_stat_activity where pid = " + pid);
    return rows.isEmpty() ? "gone" : rows.getFirst().getFirst();
  }

  /// How many other sessions do nothing in a transaction.
  int idleInTransaction() throws SQLException {
    return count("state like 'idle in transaction%'");
  }

  /// How many other sessions there are.
  int sessions() throws SQLException {
    return count("true");
  }

  private int count(String condition) throws SQLException {
    return Integer.parseInt(
        rows("select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and backend_type = 'client backend' and "
                + condition)
            .getFirst()
            .getFirst());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
