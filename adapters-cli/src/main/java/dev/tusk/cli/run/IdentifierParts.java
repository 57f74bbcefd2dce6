package dev.tusk.cli.run;

import dev.tusk.cli.UsageException;
import dev.tusk.core.sql.Identifier;
import java.util.ArrayList;
import java.util.List;

/// Splits a dotted name at the dots outside of its quotes.
final class IdentifierParts {
  private IdentifierParts() {}

  /// The names, unquoted and folded as PostgreSQL folds them.
  static List<String> of(String dotted) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= dotted.length(); i++) {
      if (i == dotted.length() || (dotted.charAt(i) == '.' && !quoted)) {
        String part = dotted.substring(start, i).strip();
        if (part.isEmpty() || quoted) {
          throw new UsageException("\"" + dotted + "\" is not a table's name");
        }
        parts.add(Identifier.nameOf(part));
        start = i + 1;
      } else if (dotted.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return parts;
  }
}
