package dev.tusk.app.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An error or a notice as a client printed it, without what only one of the two prints.
///
/// @param head severity and message, of errors with the SQLSTATE
/// @param parts excerpt with caret, detail, hint, query, context: each with its label
record ServerMessage(String head, List<String> parts) {
  private static final Pattern LABEL =
      Pattern.compile(
          "LINE \\d+: |DETAIL:  |HINT:  |QUERY:  |CONTEXT:  |LOCATION:  |TUSK:  "
              + "|(SCHEMA|TABLE|COLUMN|DATATYPE|CONSTRAINT) NAME:  ");
  private static final Pattern WITH_STATE = Pattern.compile("(?s)([A-Z]+):  ([0-9A-Z]{5}): (.*)");

  /// Reads the text of one message; psql's must have been written with `VERBOSITY=verbose`.
  static ServerMessage parse(String text) {
    List<String> pieces = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (pieces.isEmpty() || LABEL.matcher(line).lookingAt()) {
        pieces.add(line);
      } else {
        pieces.set(pieces.size() - 1, pieces.getLast() + "\n" + line);
      }
    }
    List<String> parts =
        pieces.stream()
            .skip(1)
            .filter(piece -> !MessageRule.isDropped(piece))
            .map(MessageRule::withoutTerminator)
            .toList();
    return new ServerMessage(head(pieces.getFirst()), parts);
  }

  private static String head(String piece) {
    Matcher state = WITH_STATE.matcher(piece);
    if (state.matches() && MessageRule.hidesState(state.group(1))) {
      return state.group(1) + ":  " + state.group(3);
    }
    return piece;
  }

  @Override
  public String toString() {
    return head + (parts.isEmpty() ? "" : "\n  " + String.join("\n  ", parts));
  }
}
