package dev.tusk.core.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What Tusk could have left on a server: its objects, counted, with a number that is another one
/// when one of them was changed or took another's place.
record ServerTrace(List<List<String>> kinds, List<String> settings) {
  private static final String KINDS =
      String.join(
          " union all ",
          counted("relations", "oid, xmin", "pg_class"),
          counted("routines", "oid, xmin", "pg_proc"),
          counted("schemas", "oid, xmin", "pg_namespace"),
          counted("types", "oid, xmin", "pg_type"),
          counted("large objects", "oid, xmin", "pg_largeobject_metadata"),
          counted("prepared transactions", "gid", "pg_prepared_xacts"),
          counted("replication slots", "slot_name", "pg_replication_slots"),
          counted("roles", "r::pg_catalog.text", "pg_roles as r"));

  /// Settings of roles, databases and files, not those of sessions.
  private static final String SETTINGS =
      "select setdatabase, setrole, setconfig::pg_catalog.text"
          + " from pg_catalog.pg_db_role_setting order by 1, 2";

  /// Tusk's sessions, by their application's name, and what each sent last.
  static final String OWN =
      "select pid, application_name, state, pg_catalog.regexp_replace(query, '\\s+', ' ', 'g')"
          + " from pg_catalog.pg_stat_activity where usename = session_user"
          + " and datname = pg_catalog.current_database() and (application_name ilike '%tusk%'"
          + " or application_name = pg_catalog.current_setting('application_name'))"
          + " order by pid";

  /// Autovacuum rewrites no row of a catalog: it leaves `xmin` alone.
  private static String counted(String kind, String what, String from) {
    return "select '"
        + kind
        + "', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat_ws(' ', "
        + what
        + "))) from pg_catalog."
        + from;
  }

  /// As it is now.
  static ServerTrace of(Questions questions) {
    return new ServerTrace(
        questions.ask(KINDS),
        questions.ask(SETTINGS).stream().map(row -> String.join(" ", row)).toList());
  }

  /// What is different now.
  List<String> changesTo(ServerTrace later) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      List<String> before = kinds.get(i);
      List<String> now = later.kinds.get(i);
      if (!before.get(1).equals(now.get(1))) {
        changes.add(before.get(0) + " " + before.get(1) + " → " + now.get(1));
      } else if (!before.equals(now)) {
        changes.add("some of the " + before.get(1) + " " + before.get(0));
      }
    }
    if (!settings.equals(later.settings)) {
      changes.add("settings of roles or databases");
    }
    return changes;
  }

  String summary() {
    return kinds.stream()
        .map(each -> each.get(1) + " " + each.get(0))
        .collect(Collectors.joining(", "));
  }
}
