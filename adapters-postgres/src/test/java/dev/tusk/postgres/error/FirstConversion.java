package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/// A program of its own that meets the first error of its life, on the way that [PgConnector]
/// takes. Prints what the conversion took, in nanoseconds, and the suggestion.
///
/// [PgConnector]: dev.tusk.postgres.connect.PgConnector
final class FirstConversion {
  private FirstConversion() {}

  /// Fails once and prints.
  ///
  /// @param args `statement` or `login`, whether to get ready before as the connector does (`ready`
  ///     or `cold`), the URL, the user, and the password
  public static void main(String[] args) throws SQLException {
    ConnectionConfig config = FaultBench.config("127.0.0.1", 5432, "d", args[3], SslMode.PREFER);
    if (args[1].equals("ready")) {
      ErrorsReady.begin(config);
    }
    if (args[0].equals("login")) {
      try (var connection = DriverManager.getConnection(args[2], args[3], "wrong")) {
        throw new AssertionError(connection);
      } catch (SQLException failure) {
        long start = System.nanoTime();
        say(start, ErrorInfo.of(ConnectErrors.of(failure, config, true).error()));
      }
      return;
    }
    String sql = "select * from shop.ordres";
    try (var connection = DriverManager.getConnection(args[2], args[3], args[4]);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      long start = System.nanoTime();
      TuskException carrier = ServerErrors.ofStatement(failure, true, AtStake.NOTHING);
      NearestNames names = new NearestNames(new SchemaCaches());
      say(
          start,
          ErrorInfo.of(
              carrier.error(),
              names.scene(new ConnectionId(new UUID(0, 1)), sql, carrier.error())));
    }
  }

  private static void say(long start, ErrorInfo info) {
    long took = System.nanoTime() - start;
    System.out.println("TOOK " + took + " " + info.suggestion());
  }
}
