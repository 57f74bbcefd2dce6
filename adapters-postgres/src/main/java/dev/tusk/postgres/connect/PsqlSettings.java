package dev.tusk.postgres.connect;

import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a session print what psql's prints.
///
/// pgjdbc sends TimeZone, DateStyle and extra_float_digits of its own at start, above what roles,
/// databases and the server's configuration say. They are put back here in PostgreSQL's order:
/// `PGTZ`, `PGDATESTYLE` and `PGOPTIONS`, then `ALTER ROLE … IN DATABASE`, `ALTER ROLE`, `ALTER
/// DATABASE`, `ALTER ROLE ALL`, then the configuration files where we may read them. Where we may
/// not, the server's default zone is taken to be `log_timezone`, which initdb sets to the same
/// value; a server where somebody changed only one of the two shows times in the other.
///
/// One thing is not as psql has it: strings are always the standard's.
final class PsqlSettings {
  private static final Set<String> NAMES = Set.of("timezone", "datestyle", "extra_float_digits");
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

  private static final String MAY_READ_FILES =
      "select pg_catalog.has_function_privilege("
          + "'pg_catalog.pg_show_all_file_settings()'::pg_catalog.text,"
          + " 'execute'::pg_catalog.text),"
          + " pg_catalog.current_setting('log_timezone'::pg_catalog.text),"
          + " pg_catalog.pg_backend_pid()";

  private static final String FILE_SETTINGS =
      "select name, setting from pg_catalog.pg_show_all_file_settings()"
          + " where error is null and setting is not null order by seqno";

  private PsqlSettings() {}

  /// What makes a session of `link`'s role and database as psql has it.
  ///
  /// @param readOnly whether the server is to refuse writes unless told otherwise
  static SessionSetup read(PgLink link, Map<String, String> environment, boolean readOnly)
      throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("extra_float_digits", "1");
    settings.put("datestyle", "ISO, MDY");
    // Whatever role and database say: Tusk splits a text into statements by the standard's rules.
    settings.put("standard_conforming_strings", "on");
    String[] may = link.rows(MAY_READ_FILES).getFirst();
    settings.put("timezone", may[1]);
    link.servedBy(may[may.length - 1]);
    if (may[0].equals("t")) {
      settings.put("timezone", "GMT");
      for (String[] row : link.rows(FILE_SETTINGS)) {
        put(settings, row[0], row[1]);
      }
    }
    for (String[] row : link.rows(ROLE_SETTINGS)) {
      int equals = row[0].indexOf('=');
      put(settings, row[0].substring(0, equals), row[0].substring(equals + 1));
    }
    Matcher option = OPTION.matcher(environment.getOrDefault("PGOPTIONS", ""));
    while (option.find()) {
      put(settings, option.group(1).replace('-', '_'), option.group(2).replaceAll("\\\\(.)", "$1"));
    }
    put(settings, "timezone", SessionWords.value(environment, "PGTZ"));
    put(settings, "datestyle", SessionWords.value(environment, "PGDATESTYLE"));
    settings.put("datestyle", iso(settings.getOrDefault("datestyle", "ISO, MDY")));
    // Behind a pooler it would stay behind for somebody else.
    if (readOnly && !link.isPooled()) {
      settings.put(SessionSetup.READ_ONLY, "on");
    }
    return new SessionSetup(settings);
  }

  private static void put(Map<String, String> settings, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (NAMES.contains(lower) && !value.isBlank()) {
      settings.put(lower, value);
    }
  }

  /// The order of day and month is kept; styles other than ISO make the driver hang up.
  static String iso(String dateStyle) {
    String upper = dateStyle.toUpperCase(Locale.ROOT);
    boolean european = upper.contains("EURO") && !upper.contains("NON");
    for (String order : List.of("DMY", "YMD")) {
      if (upper.contains(order)) {
        return "ISO, " + order;
      }
    }
    return european || upper.contains("GERMAN") ? "ISO, DMY" : "ISO, MDY";
  }
}
