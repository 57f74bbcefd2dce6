package dev.tusk.core.query;

import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.SqlToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The savepoints that the open transaction of a tab has, as far as its statements tell. Guarded by
/// its tab.
final class Savepoints {
  private final Deque<String> names = new ArrayDeque<>();

  boolean any() {
    return !names.isEmpty();
  }

  /// The transaction is over.
  void clear() {
    names.clear();
  }

  /// Takes a `SAVEPOINT`, `RELEASE` or `ROLLBACK TO` that the server has done.
  void done(String sql) {
    List<SqlToken> words =
        SqlLexer.tokens(sql).stream().filter(token -> token.kind().isWord()).toList();
    String name = Identifier.nameOf(words.getLast().in(sql));
    switch (Identifier.nameOf(words.getFirst().in(sql))) {
      case "savepoint" -> names.push(name);
      case "release" -> {
        forgetAfter(name);
        var _ = names.poll();
      }
      // It takes away those that were made after it, and stays itself.
      default -> forgetAfter(name);
    }
  }

  private void forgetAfter(String name) {
    while (!names.isEmpty() && !names.element().equals(name)) {
      names.pop();
    }
  }
}
