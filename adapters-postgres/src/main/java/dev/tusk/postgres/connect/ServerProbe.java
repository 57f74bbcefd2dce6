package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.ServerProduct;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import dev.tusk.postgres.wire.FrameGuard;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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

  /// What the server is, and what makes its sessions as psql has them.
  record Found(ServerInfo server, SessionSetup setup) {}

  /// Finds out what answers, and sets `link` up for the service pool.
  ///
  /// PostgreSQL that Tusk knows is asked for nothing that it has for certain; what else speaks its
  /// protocol is tried out first.
  ///
  /// @param readOnly whether the server is to refuse writes unless told otherwise
  /// @throws dev.tusk.core.error.TuskException with an Unreachable for PgBouncer's console, which
  ///     runs no SQL
  static Found examine(
      PgLink link, ConnectionConfig config, Map<String, String> words, boolean readOnly)
      throws SQLException {
    @Nullable String announced = version(link);
    if (announced != null && announced.endsWith("/bouncer")) {
      throw ConnectErrors.console(config);
    }
    Attempt<String> version =
        Attempt.of(link, () -> link.rows("select pg_catalog.version()").getFirst()[0]);
    @Nullable String product =
        version.result() == null ? "something else" : Products.other(version.result());
    int major = announced == null ? 0 : Products.major(announced);
    if (product == null && major >= OLDEST) {
      SessionSetup setup = PsqlSettings.read(link, words, readOnly);
      setup.forService(link).make(link);
      return new Found(ask(link), setup);
    }
    String remark =
        product == null
            ? announced == null
                ? "This is PostgreSQL and reports no version; Tusk uses what it can of it"
                : "This is PostgreSQL " + announced + "; Tusk is made for version 14 and later"
            : "This is "
                + product
                + ", not PostgreSQL"
                + (announced == null ? ", and reports no version" : "")
                + "; Tusk uses what it can of it";
    return new Relative(link, config, product == null ? "PostgreSQL" : product, remark)
        .examine(words, readOnly);
  }

  /// What the server reports as its version; null for nothing.
  static @Nullable String version(PgLink link) {
    String reported = link.parameter("server_version");
    return FrameGuard.NO_VERSION.equals(reported) ? null : reported;
  }

  private static ServerInfo ask(PgLink link) throws SQLException {
    long start = System.nanoTime();
    String[] row = link.rows(QUESTION).getFirst();
    long answered = System.nanoTime();
    // The first use of a piece of code is slow; the quicker of two tells more about the network.
    Duration latency = latency(link, answered - start);
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
        latency,
        ServerProduct.POSTGRESQL);
  }

  /// One round trip, or `known` where that was quicker.
  static Duration latency(PgLink link, long known) throws SQLException {
    long start = System.nanoTime();
    link.roundTrip();
    return Duration.ofNanos(Math.min(known, System.nanoTime() - start));
  }
}
