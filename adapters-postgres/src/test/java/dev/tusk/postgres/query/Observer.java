package dev.tusk.postgres.query;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the server itself says, over a connection of its own. Thread-safe.
public final class Observer implements AutoCloseable {
  private final Connection connection;

  public Observer(PgDatabaseAddress address) throws SQLException {
    connection = address.connect();
  }

  /// The first value of a query; null when there is no row.
  public synchronized @Nullable String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /// All that a query gives, as the driver reads it.
  public synchronized List<List<@Nullable String>> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<@Nullable String>> all = new ArrayList<>();
      while (rows.next()) {
        List<@Nullable String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(rows.getString(i));
        }
        all.add(cells);
      }
      return all;
    }
  }

  public synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Waits until a query gives `expected`.
  public void await(String sql, String expected) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!expected.equals(value(sql))) {
      if (System.nanoTime() > end) {
        throw new AssertionError(sql + " gives " + value(sql) + ", not " + expected);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /// `active`, `idle`, `idle in transaction (aborted)`…; null when the process is gone.
  public @Nullable String state(int pid) throws SQLException {
    return value("select state from pg_stat_activity where pid = " + pid);
  }

  /// Waits until a process waits for something of this kind: `PgSleep`, `relation`, `ClientWrite`.
  public void awaitEvent(int pid, String event) throws Exception {
    await("select wait_event from pg_stat_activity where state = 'active' and pid = " + pid, event);
  }

  /// Waits until the session's statement, a `pg_sleep`, runs on the server at `address`.
  public static void awaitSleep(PgDatabaseAddress address, int pid) throws Exception {
    try (Observer server = new Observer(address)) {
      server.awaitEvent(pid, "PgSleep");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
