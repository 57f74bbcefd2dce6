package dev.tusk.app.oracle;

import dev.tusk.app.oracle.ServerLog.Sent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What is left out of the server's log before the statements are compared, with the reason; the
/// whole list.
enum StatementRule {
  EDGES(
      "psql sends the closing semicolon and the comments before and after a statement, Tusk only"
          + " what lies between its first and last character"),
  EMPTY("psql sends a semicolon that has no statement, Tusk does not"),
  PROTOCOL(
      "Tusk reads rows through a portal (execute <unnamed>, execute fetch from …) where psql uses a"
          + " simple query; the text must be the same"),
  OWN_TRANSACTION(
      "outside a transaction Tusk's portal brings its own BEGIN and COMMIT or ROLLBACK, in upper"
          + " case; the scripts write theirs in lower case"),
  SETUP("Tusk makes the session print as psql's does, and asks what the server is"),
  TYPES("Tusk asks once for the name of a type that it has not seen before"),
  FENCE("an empty query keeps a late cancel from the next statement"),
  CLEANING(
      "Tusk hands a session back clean: ROLLBACK when a transaction is open, DISCARD"
          + " ALL, in upper case as before, and the set-up again");

  /// What Tusk sends of itself word for word; no script holds these in upper case.
  static final Set<String> OWN = Set.of("BEGIN", "COMMIT", "ROLLBACK", "DISCARD ALL");

  private static final List<Pattern> SETUPS =
      List.of(
          Pattern.compile("SHOW TRANSACTION ISOLATION LEVEL"),
          Pattern.compile("SET (extra_float_digits|application_name|SESSION CHARACTERISTICS).*"),
          Pattern.compile("(?s)select pg_catalog\\.set_config\\('[a-z_]+'::pg_catalog\\.text, .*"),
          Pattern.compile("select pg_catalog\\.version\\(\\)"),
          Pattern.compile("(?s)select pg_catalog\\.current_setting\\('server_version'.*"),
          Pattern.compile("select pg_catalog\\.pg_backend_pid\\(\\)"),
          Pattern.compile("(?s)select 'SETTING' as kind, name, setting from pg_catalog.*"),
          Pattern.compile(
              "(?s)select pg_catalog\\.lower\\(name\\) from pg_catalog\\.pg_settings.*"),
          Pattern.compile("(?s)select s\\.setting\\s+from pg_catalog\\.pg_db_role_setting.*"));
  private static final Pattern TYPE_NAMES =
      Pattern.compile("(?s)select t\\.oid::pg_catalog\\.int8, case when t\\.typcategory.*");

  private final String reason;

  StatementRule(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /// The statements of a script that Tusk sent, of all that its session sent.
  static List<String> ofTusk(List<Sent> sent) {
    return sent.stream()
        .filter(each -> !each.how().startsWith("execute fetch"))
        .map(Sent::sql)
        .filter(sql -> !sql.isEmpty() && !OWN.contains(sql) && !isSetup(sql))
        .toList();
  }

  /// The statements of a script that psql sent.
  static List<String> ofPsql(List<Sent> sent) {
    return sent.stream().map(Sent::sql).filter(sql -> !Edges.isEmpty(sql)).toList();
  }

  private static boolean isSetup(String sql) {
    return TYPE_NAMES.matcher(sql).matches()
        || SETUPS.stream().anyMatch(pattern -> pattern.matcher(sql).matches());
  }
}
