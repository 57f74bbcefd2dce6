package dev.tusk.core.doctor;

import dev.tusk.core.session.Session;
import java.util.ArrayList;
import java.util.List;

/// What Tusk could have left on a server, counted.
record ServerTrace(List<String> counts, List<String> settings) {
  private static final List<String> NAMES =
      List.of("relations", "routines", "schemas", "types", "roles");

  private static final String COUNTS =
      "select (select pg_catalog.count(*) from pg_catalog.pg_class),"
          + " (select pg_catalog.count(*) from pg_catalog.pg_proc),"
          + " (select pg_catalog.count(*) from pg_catalog.pg_namespace),"
          + " (select pg_catalog.count(*) from pg_catalog.pg_type),"
          + " (select pg_catalog.count(*) from pg_catalog.pg_roles)";

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

  /// Counts now.
  static ServerTrace of(Session session) {
    return new ServerTrace(
        Question.ask(session, COUNTS).getFirst(),
        Question.ask(session, SETTINGS).stream().map(row -> String.join(" ", row)).toList());
  }

  /// What is different now.
  List<String> changesTo(ServerTrace later) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if (!counts.get(i).equals(later.counts.get(i))) {
        changes.add(NAMES.get(i) + " " + counts.get(i) + " → " + later.counts.get(i));
      }
    }
    if (!settings.equals(later.settings)) {
      changes.add("settings of roles or databases");
    }
    return changes;
  }

  String summary() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      parts.add(counts.get(i) + " " + NAMES.get(i));
    }
    return String.join(", ", parts);
  }
}
