package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.sql.Identifier;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import dev.tusk.postgres.session.UnbearableSettings;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a connection's settings make of each session of a tab.
public final class SessionWords {
  /// PostgreSQL cuts longer names off.
  private static final int LONGEST_NAME = 63;

  private SessionWords() {}

  /// The environment as the driver and [PsqlSettings] are to see it: what is set of the connection
  /// comes before libpq's variables.
  static Map<String, String> environment(
      Map<String, String> variables, ConnectionSettings settings) {
    Map<String, String> all = new HashMap<>(variables);
    settings.get(Setting.OPTIONS).ifPresent(options -> all.put("PGOPTIONS", options));
    String geqo = value(all, "PGGEQO");
    if (!geqo.isEmpty()) {
      String option = "-c geqo=" + geqo.replaceAll("([\\s\\\\])", "\\\\$1");
      all.merge("PGOPTIONS", option, (options, last) -> options + " " + last);
    }
    settings.get(Setting.TIMEZONE).ifPresent(zone -> all.put("PGTZ", zone));
    return Map.copyOf(all);
  }

  /// What one of libpq's variables for a setting of the server says; empty when it is `default`.
  static String value(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.equalsIgnoreCase("default") ? "" : value;
  }

  /// The time zone that a session begins with; null for the server's.
  static @Nullable String timeZone(Map<String, String> environment) {
    String zone = value(environment, "PGTZ");
    return zone.isEmpty() ? null : zone;
  }

  /// `setup` with the role and the search path of a tab's session.
  public static SessionSetup ofTab(SessionSetup setup, ConnectionSettings settings) {
    Map<String, String> all = new HashMap<>(setup.settings());
    settings.get(Setting.ROLE).ifPresent(role -> all.put("role", role));
    settings.get(Setting.SEARCH_PATH).ifPresent(path -> all.put("search_path", path));
    return new SessionSetup(all);
  }

  /// Names the session after its tab, unless the connection has a name for all, and executes the
  /// SQL that it begins with.
  ///
  /// @param holder the tab's title
  /// @throws TuskException that says whose SQL it was
  public static void begin(
      PgLink link, ConnectionSettings settings, String holder, Cancellation cancellation) {
    try (var _ = cancellation.onCancel(link::cut)) {
      String name = settings.get(Setting.APPLICATION_NAME, name(holder));
      if (link.can(ServerAbility.SETTINGS) && !name.equals(link.parameter("application_name"))) {
        var _ =
            link.rows(
                "select pg_catalog.set_config('application_name'::pg_catalog.text, "
                    + Identifier.literal(name)
                    + "::pg_catalog.text, false)");
      }
      String sql = settings.get(Setting.STARTUP_SQL, "");
      if (!sql.isBlank()) {
        startUp(link, sql);
      }
    } catch (SQLException failure) {
      throw ServerErrors.ofStatement(failure, link.isOpen(), ServerErrors.AtStake.NOTHING);
    }
  }

  private static void startUp(PgLink link, String sql) throws SQLException {
    UnbearableSettings.refuse(sql);
    try {
      var _ = link.rows(sql);
    } catch (SQLException failure) {
      @Nullable ServerError server = ServerErrors.serverError(failure);
      if (server == null) {
        throw failure;
      }
      throw new TuskException(
          new TuskError.Declined(
              ServerError.of(
                  server.sqlState(),
                  "The startup SQL of this connection failed: " + server.message())),
          failure);
    }
  }

  /// What one sees of it in `pg_stat_activity`: printable ASCII, as PostgreSQL keeps it.
  static String name(String holder) {
    StringBuilder name = new StringBuilder("Tusk - ");
    holder.codePoints().forEach(each -> name.append(each < ' ' || each > '~' ? '?' : (char) each));
    byte[] bytes = name.toString().getBytes(StandardCharsets.US_ASCII);
    return new String(bytes, 0, Math.min(bytes.length, LONGEST_NAME), StandardCharsets.US_ASCII);
  }
}
