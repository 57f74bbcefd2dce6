package dev.tusk.postgres.error;

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

/// A program of its own that meets the first error of its life: every class of the conversion has
/// still to be loaded. Prints what it took, in nanoseconds, and the suggestion.
final class FirstConversion {
  private FirstConversion() {}

  /// Fails once and prints.
  ///
  /// @param args the URL, the user, and the password; with a fourth the password is wrong
  public static void main(String[] args) throws SQLException {
    String sql = "select * from shop.ordres";
    if (args.length > 3) {
      var config = FaultBench.config("127.0.0.1", 5432, "d", args[1], SslMode.PREFER);
      try (var connection = DriverManager.getConnection(args[0], args[1], "wrong")) {
        throw new AssertionError(connection);
      } catch (SQLException failure) {
        long start = System.nanoTime();
        ErrorInfo info = ErrorInfo.of(ConnectErrors.of(failure, config, true).error());
        say(start, info);
      }
      return;
    }
    try (var connection = DriverManager.getConnection(args[0], args[1], args[2]);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      long start = System.nanoTime();
      TuskException carrier = ServerErrors.ofStatement(failure, true, AtStake.NOTHING);
      NearestNames names = new NearestNames(new SchemaCaches());
      ErrorInfo info =
          ErrorInfo.of(
              carrier.error(),
              names.scene(new ConnectionId(new UUID(0, 1)), sql, carrier.error()));
      say(start, info);
    }
  }

  private static void say(long start, ErrorInfo info) {
    long took = System.nanoTime() - start;
    System.out.println("TOOK " + took + " " + info.suggestion());
  }
}
