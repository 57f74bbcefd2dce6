package dev.tusk.core.sql;

/// Cuts a run of operator characters into operators by PostgreSQL's rules: the longest possible,
/// ended by the start of a comment, and without a trailing `+` or `-` unless the operator holds one
/// of ``~ ! @ # ^ & | ` ? %``. Remembers the run, so that a run of n signs costs n steps and not
/// n².
final class OperatorRun {
  private int runEnd;
  private int lastSpecial;
  private int tailStart;

  void reset() {
    runEnd = 0;
  }

  /// The end of the operator that starts at `pos`, where an operator character stands.
  int end(CharSequence text, int pos, int limit) {
    if (pos >= runEnd) {
      measure(text, pos, limit);
    }
    boolean endsInSign = tailStart < runEnd;
    if (!endsInSign || lastSpecial >= pos) {
      return runEnd;
    }
    return Math.max(pos + 1, tailStart);
  }

  private void measure(CharSequence text, int pos, int limit) {
    lastSpecial = -1;
    tailStart = pos;
    int i = pos;
    while (i < limit) {
      char c = text.charAt(i);
      if (!SqlChars.isOperator(c) || (i > pos && startsComment(text, i, limit))) {
        break;
      }
      if (SqlChars.isSpecialOperator(c)) {
        lastSpecial = i;
      }
      i++;
      if (c != '+' && c != '-') {
        tailStart = i;
      }
    }
    runEnd = i;
  }

  private static boolean startsComment(CharSequence text, int at, int limit) {
    char c = text.charAt(at);
    return (c == '-' && SqlChars.has(text, at + 1, limit, '-'))
        || (c == '/' && SqlChars.has(text, at + 1, limit, '*'));
  }
}
