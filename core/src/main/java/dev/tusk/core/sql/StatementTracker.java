package dev.tusk.core.sql;

/// Follows a statement far enough to know which semicolon ends it and whether `COPY` data follows.
/// Those are psql's own rules (`psqlscan.l`): a semicolon inside parentheses does not count, nor
/// one inside `BEGIN … END` (with `CASE … END` in it) of a statement that begins with `CREATE [OR
/// REPLACE] FUNCTION` or `PROCEDURE`. psql learns of `COPY` data from the server; here it is read
/// off the words.
final class StatementTracker {
  private static final int START = 0;
  private static final int CREATE = 1;
  private static final int CREATE_OR = 2;
  private static final int CREATE_OR_REPLACE = 3;
  private static final int ROUTINE = 4;
  private static final int COPY = 5;
  private static final int COPY_FROM = 6;
  private static final int COPY_STDIN = 7;
  private static final int OTHER = 8;

  private int phase;
  private int parens;
  private int begins;

  void reset() {
    set(START, 0, 0);
  }

  void set(int newPhase, int newParens, int newBegins) {
    phase = newPhase;
    parens = newParens;
    begins = newBegins;
  }

  int phase() {
    return phase;
  }

  int parens() {
    return parens;
  }

  int begins() {
    return begins;
  }

  /// A word: a keyword, or the empty string for any other name.
  void word(String word) {
    switch (phase) {
      case START -> phase = first(word);
      case CREATE -> phase = word.equals("or") ? CREATE_OR : routine(word);
      case CREATE_OR -> phase = word.equals("replace") ? CREATE_OR_REPLACE : OTHER;
      case CREATE_OR_REPLACE -> phase = routine(word);
      case ROUTINE -> body(word);
      case COPY -> {
        if (parens == 0 && word.equals("from")) {
          phase = COPY_FROM;
        }
      }
      // The grammar takes either word for the client's stream.
      case COPY_FROM -> phase = word.equals("stdin") || word.equals("stdout") ? COPY_STDIN : OTHER;
      default -> {}
    }
  }

  /// Any other token that is not white space or a comment.
  void other(char c) {
    if (c == '(') {
      parens++;
    } else if (c == ')' && parens > 0) {
      parens--;
    }
    if (phase == COPY_FROM) {
      phase = OTHER;
    }
  }

  /// Whether a semicolon here ends the statement.
  boolean endsHere() {
    return parens == 0 && begins == 0;
  }

  /// Whether the statement so far is a `COPY … FROM STDIN`.
  boolean copiesFromStdin() {
    return phase == COPY_STDIN;
  }

  private int first(String word) {
    if (word.equals("create")) {
      return CREATE;
    }
    return word.equals("copy") && parens == 0 ? COPY : OTHER;
  }

  private static int routine(String word) {
    return word.equals("function") || word.equals("procedure") ? ROUTINE : OTHER;
  }

  private void body(String word) {
    if (parens > 0) {
      return;
    }
    switch (word) {
      case "begin" -> begins++;
      case "case" -> {
        if (begins > 0) {
          begins++;
        }
      }
      case "end" -> {
        if (begins > 0) {
          begins--;
        }
      }
      default -> {}
    }
  }
}
