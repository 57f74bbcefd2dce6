package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.session.PgLink;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks a server about itself.
final class ServerProbe {
  private static final String QUESTION =
      """
      select pg_catalog.current_setting('server_version'::pg_catalog.text),
        pg_catalog.current_setting('server_version_num'::pg_catalog.text),
        pg_catalog.current_database(), session_user,
        pg_catalog.current_setting('is_superuser'::pg_catalog.text), pg_catalog.pg_is_in_recovery(),
        pg_catalog.current_setting('TimeZone'::pg_catalog.text)
      """;

  private static final int OLDEST = 14;

  private ServerProbe() {}

  /// Makes sure that this is PostgreSQL, of a version that Tusk knows.
  ///
  /// Poolers and other products speak the same protocol; what Tusk asks of the catalog later would
  /// fail there in ways that nobody understands.
  ///
  /// @throws dev.tusk.core.error.TuskException with an Unreachable that names the product
  static void refuseOthers(PgLink link, ConnectionConfig config) throws SQLException {
    String announced = String.valueOf(link.parameter("server_version"));
    if (announced.endsWith("/bouncer")) {
      throw ConnectErrors.console(config);
    }
    String version = link.rows("select pg_catalog.version()").getFirst()[0];
    @Nullable String product = Products.other(version);
    if (product != null) {
      throw ConnectErrors.notUsable(config, "this is " + product + ", not PostgreSQL");
    }
    if (Products.major(announced) < OLDEST) {
      throw ConnectErrors.notUsable(
          config, "this is PostgreSQL " + announced + "; Tusk works with version 14 and later");
    }
  }

  static ServerInfo ask(PgLink link) throws SQLException {
    long start = System.nanoTime();
    String[] row = link.rows(QUESTION).getFirst();
    long answered = System.nanoTime();
    link.roundTrip();
    // The first use of a piece of code is slow; the quicker of two tells more about the network.
    Duration latency = Duration.ofNanos(Math.min(answered - start, System.nanoTime() - answered));
    Wire.@Nullable Encryption encryption = link.encryption();
    return new ServerInfo(
        row[0],
        Integer.parseInt(row[1]),
        row[2],
        row[3],
        encryption == null ? null : encryption.version(),
        encryption == null ? null : encryption.cipher(),
        row[4].equals("on"),
        row[5].equals("t"),
        row[6],
        latency);
  }
}
