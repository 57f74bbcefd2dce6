package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ServerInfo;
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
        coalesce(s.version, ''), coalesce(s.cipher, ''),
        pg_catalog.current_setting('is_superuser'::pg_catalog.text), pg_catalog.pg_is_in_recovery(),
        pg_catalog.current_setting('TimeZone'::pg_catalog.text)
      from (select 1) as one
      left join pg_catalog.pg_stat_ssl s
        on s.pid operator(pg_catalog.=) pg_catalog.pg_backend_pid() and s.ssl
      """;

  private ServerProbe() {}

  static ServerInfo ask(PgLink link) throws SQLException {
    String[] row = link.rows(QUESTION).getFirst();
    long start = System.nanoTime();
    link.roundTrip();
    Duration latency = Duration.ofNanos(System.nanoTime() - start);
    return new ServerInfo(
        row[0],
        Integer.parseInt(row[1]),
        row[2],
        row[3],
        orNull(row[4]),
        orNull(row[5]),
        row[6].equals("on"),
        row[7].equals("t"),
        row[8],
        latency);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
