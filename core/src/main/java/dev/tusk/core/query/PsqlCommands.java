package dev.tusk.core.query;

import java.util.Locale;

/// What to use in Tusk instead of a psql backslash command.
final class PsqlCommands {
  private PsqlCommands() {}

  /// @param command with its backslash, as in `\copy`
  static String instead(String command) {
    return switch (command.toLowerCase(Locale.ROOT)) {
      case "\\copy" -> "Use COPY … FROM STDIN with the data in the script, or `tusk export`";
      case "\\c", "\\connect" -> "Choose the connection with -c or --url, one run a database";
      case "\\i", "\\ir", "\\include", "\\include_relative" ->
          "Run that file with its own `tusk run`, or put its statements here";
      case "\\set", "\\unset" -> "Use `--set NAME=VALUE`";
      case "\\echo", "\\qecho", "\\warn" -> "Use a comment, or `DO $$BEGIN RAISE NOTICE …; END$$`";
      case "\\d", "\\dt", "\\l", "\\dn", "\\df", "\\du" -> "Query the catalog (pg_catalog) instead";
      case "\\timing", "\\pset", "\\x", "\\a", "\\t", "\\o", "\\h", "\\q", "\\quit" ->
          "Leave it out; `--format` and `--output` say how results are written";
      case "\\g", "\\gx", "\\gset", "\\gexec", "\\gdesc" -> "End the statement with a semicolon";
      case "\\restrict", "\\unrestrict" -> "Remove it: pg_dump writes it for psql alone";
      default -> "Remove the line: only SQL goes to the server, and nothing to a shell";
    };
  }
}
