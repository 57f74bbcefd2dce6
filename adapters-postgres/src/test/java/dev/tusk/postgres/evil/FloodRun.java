package dev.tusk.postgres.evil;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.Session;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// Listens, is flooded while nobody reads, and goes on.
final class FloodRun {
  private static final int ROUNDS = 10;
  private static final int EACH = 5_000;

  private FloodRun() {}

  /// Floods Tusk or the driver alone.
  ///
  /// @param arguments `tusk` or `driver`
  public static void main(String[] arguments) throws Exception {
    PgDatabaseAddress real = PgDatabaseAddress.ofEnvironment();
    String channel = "flood_" + ProcessHandle.current().pid();
    if (arguments[0].equals("driver")) {
      try (Connection listener = real.connect()) {
        var _ = listener.createStatement().execute("listen " + channel);
        flood(real, channel);
        for (int i = 0; i < 20; i++) {
          var _ = listener.createStatement().execute("select 1");
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
    } else {
      try (ConnectionPool pool = Servers.pool(real, ConnectionOptions.DEFAULTS);
          Session session = Servers.lease(pool)) {
        var _ = Servers.plain(session, "listen " + channel);
        flood(real, channel);
        System.out.println("FIRST\t" + millis(session, "select 1"));
        for (int i = 0; i < 20; i++) {
          var _ = Servers.value(session, "select 1");
          TimeUnit.MILLISECONDS.sleep(50);
        }
        System.out.println("SECOND\t" + millis(session, "select 1"));
        System.out.println("ANSWER\t" + Servers.value(session, "select 42"));
      }
    }
    System.exit(0);
  }

  private static long millis(Session session, String sql) {
    long start = System.nanoTime();
    var _ = Servers.value(session, sql);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static void flood(PgDatabaseAddress real, String channel) throws SQLException {
    long start = System.nanoTime();
    try (Connection sender = real.connect();
        var statement = sender.createStatement()) {
      for (int round = 0; round < ROUNDS; round++) {
        statement.execute(
            ("select count(pg_notify('%s', '%d ' || n || repeat('x', 7900))::text)"
                    + " from generate_series(1, %d) n")
                .formatted(channel, round, EACH));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println("RATE\t" + (long) (ROUNDS * EACH / seconds));
  }
}
