package dev.tusk.app.oracle;

import java.util.Set;
import java.util.regex.Pattern;

/// What is left out before messages are compared, with the reason; the whole list.
enum MessageRule {
  PLACE("psql begins with the file and the line, Tusk with the number of the statement"),
  SOURCE("VERBOSITY=verbose, needed for the SQLSTATE, adds LOCATION, the server's own source line"),
  NAMES("VERBOSITY=verbose adds SCHEMA, TABLE, COLUMN, DATATYPE and CONSTRAINT NAME lines"),
  OWN_HINT("Tusk adds a hint of its own in a TUSK line"),
  NOTICE_STATE("of notices neither prints the SQLSTATE unless psql is told VERBOSITY=verbose"),
  EXCERPT(
      "the excerpt of the line ends with the closing semicolon in psql, which sends it; see EDGES"),
  TAGS("Tusk prints command tags to standard error; they are compared in the output instead");

  private static final Pattern EXCERPT_END = Pattern.compile("^(LINE [^\n]*?)[;\\s]*(?=\n|$)");
  private static final Set<String> LOUD = Set.of("ERROR", "FATAL", "PANIC");

  private final String reason;

  MessageRule(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /// Whether a labelled piece of a message is one that only one of the clients writes.
  static boolean isDropped(String piece) {
    return piece.startsWith("LOCATION:")
        || piece.startsWith("TUSK:")
        || piece.matches("(?s)[A-Z]+ NAME:  .*");
  }

  /// A piece without the end of the line that only psql sent.
  static String withoutTerminator(String piece) {
    return EXCERPT_END.matcher(piece).replaceFirst("$1");
  }

  static boolean hidesState(String severity) {
    return !LOUD.contains(severity);
  }
}
