package dev.tusk.postgres.tls;

import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.tls.Cell.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Tusk's side of the matrix, in a process of its own: which names there are is said to a JVM when
/// it starts. Reads a cell a line and answers with the decision, a tab and the reason.
final class TlsMatrixRun {
  private TlsMatrixRun() {}

  /// Decides until there are no more cells.
  ///
  /// @param arguments the home directory
  public static void main(String[] arguments) throws IOException {
    PgDatabase database = new PgDatabase(Map.of("HOME", arguments[0]));
    BufferedReader cells =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = cells.readLine(); line != null; line = cells.readLine()) {
      System.out.println("CELL\t" + decide(database, line.split("\t", -1)).replace('\n', ' '));
    }
  }

  private static String decide(PgDatabase database, String[] cell) {
    ConnectionConfig plain =
        Servers.config(
            new PgDatabaseAddress(cell[1], Integer.parseInt(cell[2]), "postgres", cell[3], ""));
    ConnectionConfig config =
        like(plain)
            .sslMode(SslMode.ofLibpqName(cell[0]).orElseThrow())
            .set(Setting.SSLROOTCERT, cell[4])
            .set(Setting.SSLCERT, cell[5])
            .set(Setting.SSLKEY, cell[6])
            .build();
    try (ConnectionPool pool =
        database.connector().open(config, null, Cancellation.create(), step -> {})) {
      return (pool.server().tls() == null ? Decision.CLEAR : Decision.ENCRYPTED) + "\t";
    } catch (TuskException refused) {
      return Decision.REFUSED + "\t" + refused.error().message();
    }
  }
}
