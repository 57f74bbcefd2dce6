package dev.tusk.postgres.evil;

import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Lies;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.SQLException;

/// The twin of [HostileRun] without Tusk's guard: the driver alone.
final class BareDriverRun {
  private BareDriverRun() {}

  /// Tells one lie to the driver.
  ///
  /// @param arguments the name of a lie
  public static void main(String[] arguments) throws Exception {
    PgDatabaseAddress real = PgDatabaseAddress.ofEnvironment();
    Script lie = Lies.inStatement().get(arguments[0]);
    if (lie == null) {
      throw new IllegalArgumentException("There is no such lie");
    }
    try (var server =
            new HostileServer(Scripts.lieAt(real.host(), real.port(), HostileRun.MARKER, lie));
        var connection = real.through(server.port()).connect();
        var statement = connection.createStatement()) {
      var _ = statement.execute("select 1 " + HostileRun.MARKER);
    } catch (SQLException survived) {
      System.out.println("survived: " + survived.getMessage());
    }
    System.exit(0);
  }
}
