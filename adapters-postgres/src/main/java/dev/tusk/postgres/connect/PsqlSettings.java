package dev.tusk.postgres.connect;

import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a session print and read what psql's does.
///
/// Of what pgjdbc asks for at start, above what roles, databases and the server's configuration
/// say, a DateStyle of ISO remains: with another the driver hangs up. The order of day, month and
/// year is put back here in PostgreSQL's order: `PGDATESTYLE` and `PGOPTIONS`, then `ALTER ROLE …
/// IN DATABASE`, `ALTER ROLE`, `ALTER DATABASE`, `ALTER ROLE ALL`, then the configuration, whose
/// order is in force at start.
///
/// One more thing is not as psql has it: strings are always the standard's.
final class PsqlSettings {
  private static final String DATE_STYLE = "datestyle";
  private static final Pattern OPTION =
      Pattern.compile("(?:-c\\s*|--)([A-Za-z_-]+)=((?:\\\\.|[^\\s\\\\])*)");

  private static final String ROLE_SETTINGS =
      """
      select s.setting
      from pg_catalog.pg_db_role_setting d
      cross join lateral pg_catalog.unnest(d.setconfig) with ordinality as s(setting, n)
      where d.setdatabase operator(pg_catalog.=) any (array[0::pg_catalog.oid,
          (select oid from pg_catalog.pg_database
           where datname operator(pg_catalog.=) pg_catalog.current_database())])
        and d.setrole operator(pg_catalog.=) any (array[0::pg_catalog.oid,
          (select oid from pg_catalog.pg_roles where rolname operator(pg_catalog.=) session_user)])
      order by d.setrole operator(pg_catalog.<>) 0::pg_catalog.oid,
        d.setdatabase operator(pg_catalog.<>) 0::pg_catalog.oid, s.n
      """;

  private static final String BACKEND = "select pg_catalog.pg_backend_pid()";

  private PsqlSettings() {}

  /// What makes a session of `link`'s role and database as psql has it.
  ///
  /// @param link fresh
  /// @param readOnly whether the server is to refuse writes unless told otherwise
  static SessionSetup read(PgLink link, Map<String, String> environment, boolean readOnly)
      throws SQLException {
    link.servedBy(link.rows(BACKEND).getFirst()[0]);
    String ofTheServer = Objects.requireNonNullElse(link.parameter("DateStyle"), "ISO, MDY");
    String style = ofTheServer;
    for (String[] row : link.rows(ROLE_SETTINGS)) {
      int equals = row[0].indexOf('=');
      style = styleIn(row[0].substring(0, equals), row[0].substring(equals + 1), style);
    }
    Matcher option = OPTION.matcher(environment.getOrDefault("PGOPTIONS", ""));
    while (option.find()) {
      String value = option.group(2).replaceAll("\\\\(.)", "$1");
      style = styleIn(option.group(1).replace('-', '_'), value, style);
    }
    style = styleIn(DATE_STYLE, SessionWords.value(environment, "PGDATESTYLE"), style);

    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(DATE_STYLE, iso(style, ofTheServer));
    // Whatever role and database say: Tusk splits a text into statements by the standard's rules.
    settings.put("standard_conforming_strings", "on");
    // Behind a pooler it would stay behind for somebody else.
    if (readOnly && !link.isPooled()) {
      settings.put(SessionSetup.READ_ONLY, "on");
    }
    return new SessionSetup(settings);
  }

  private static String styleIn(String name, String value, String otherwise) {
    return name.toLowerCase(Locale.ROOT).equals(DATE_STYLE) && !value.isBlank() ? value : otherwise;
  }

  /// ISO with the order that a style asks for.
  ///
  /// @param ofTheServer has the order of a style that names none
  static String iso(String style, String ofTheServer) {
    String upper = style.toUpperCase(Locale.ROOT);
    for (String order : List.of("DMY", "MDY", "YMD")) {
      if (upper.contains(order)) {
        return "ISO, " + order;
      }
    }
    if (upper.contains("NONEURO") || upper.contains("US")) {
      return "ISO, MDY";
    }
    if (upper.contains("EURO") || upper.contains("GERMAN")) {
      return "ISO, DMY";
    }
    return style.equals(ofTheServer) ? "ISO, MDY" : iso(ofTheServer, ofTheServer);
  }
}
