package dev.tusk.core.doctor;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What Tusk could have left on a server: its objects, counted, with a number that is another one
/// when one of them was changed or took another's place.
///
/// @param kinds of each kind that the server shows its name, its count and that number
/// @param unseen the catalogs that it does not show, with its reason: a relative of PostgreSQL
///     lacks some
record ServerTrace(List<List<String>> kinds, List<String> settings, List<String> unseen) {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("relations", "oid, xmin", "pg_class"),
          new Kind("routines", "oid, xmin", "pg_proc"),
          new Kind("schemas", "oid, xmin", "pg_namespace"),
          new Kind("types", "oid, xmin", "pg_type"),
          new Kind("large objects", "oid, xmin", "pg_largeobject_metadata"),
          new Kind("prepared transactions", "gid", "pg_prepared_xacts"),
          new Kind("replication slots", "slot_name", "pg_replication_slots"),
          new Kind("roles", "pg_roles::pg_catalog.text", "pg_roles"));

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

  /// A kind of object; `what` tells one of them, and each state of it, from another.
  private record Kind(String name, String what, String catalog) {
    /// Autovacuum rewrites no row of a catalog: it leaves `xmin` alone.
    String counted() {
      return "select '"
          + name
          + "', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat_ws(' ', "
          + what
          + "))) from pg_catalog."
          + catalog;
    }
  }

  /// As it is now.
  static ServerTrace of(Questions questions) {
    List<List<String>> kinds = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (Kind kind : KINDS) {
      kinds.addAll(look(questions, kind.catalog(), kind.counted(), unseen));
    }
    List<String> settings =
        look(questions, "pg_db_role_setting", SETTINGS, unseen).stream()
            .map(row -> String.join(" ", row))
            .toList();
    return new ServerTrace(kinds, settings, unseen);
  }

  private static List<List<String>> look(
      Questions questions, String catalog, String sql, List<String> unseen) {
    try {
      return questions.ask(sql);
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.StatementFailed refused) {
        unseen.add(catalog + " (" + refused.message() + ")");
        return List.of();
      }
      throw failure;
    }
  }

  /// What is different now.
  List<String> changesTo(ServerTrace later) {
    List<String> changes = new ArrayList<>();
    for (List<String> before : kinds) {
      for (List<String> now : later.kinds) {
        if (!before.get(0).equals(now.get(0))) {
          continue;
        }
        if (!before.get(1).equals(now.get(1))) {
          changes.add(before.get(0) + " " + before.get(1) + " → " + now.get(1));
        } else if (!before.equals(now)) {
          changes.add("some of the " + before.get(1) + " " + before.get(0));
        }
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
