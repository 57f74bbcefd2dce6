package dev.tusk.core.sql;

import java.nio.CharBuffer;

/// Reads a [StatementKind] off a statement's words; which commands the server keeps out of
/// transaction blocks is from the reference pages of PostgreSQL 18 (`PreventInTransactionBlock`).
final class StatementClassifier {
  private final TokenCursor cursor;

  private StatementClassifier(CharSequence text, int start, int end) {
    cursor = new TokenCursor(text, start, end);
  }

  static StatementKind classify(CharSequence text, int start, int end) {
    StatementKind kind = new StatementClassifier(text, start, end).kind();
    return kind.portalSafe() && hasParameter(text, start, end) ? StatementKind.OTHER : kind;
  }

  /// Whether a `$1` stands in it. Nobody binds one: only a simple query gets the server's own
  /// answer to it, be it `there is no parameter $1` or the plan of `EXPLAIN (GENERIC_PLAN)`.
  private static boolean hasParameter(CharSequence text, int start, int end) {
    if (CharBuffer.wrap(text, start, end).chars().noneMatch(c -> c == '$')) {
      return false;
    }
    var cursor = new TokenCursor(text, start, end);
    while (cursor.next()) {
      if (cursor.kind() == TokenKind.PARAMETER) {
        return true;
      }
    }
    return false;
  }

  private StatementKind kind() {
    boolean more = cursor.next();
    while (more && cursor.is('(')) {
      more = cursor.next();
    }
    return switch (cursor.keyword()) {
      case "select" ->
          hasWord("into", cursor.depth()) ? StatementKind.SELECT_INTO : StatementKind.QUERY;
      case "values", "table" -> StatementKind.QUERY;
      case "with" -> with(cursor.depth());
      case "insert", "update", "delete", "merge" -> dml();
      case "show" -> StatementKind.SHOW;
      case "explain" -> StatementKind.EXPLAIN;
      case "fetch" -> StatementKind.FETCH;
      case "call", "do" -> StatementKind.CALL;
      case "execute" -> StatementKind.EXECUTE;
      case "begin", "start" -> StatementKind.BEGIN;
      case "commit", "end" -> prepared(StatementKind.COMMIT);
      case "rollback", "abort" -> rollback();
      case "savepoint", "release" -> StatementKind.SAVEPOINT;
      case "prepare" ->
          word().equals("transaction") ? StatementKind.PREPARE_TRANSACTION : StatementKind.OTHER;
      case "copy" -> copy();
      case "set", "reset" -> StatementKind.SET;
      case "discard" -> StatementKind.DISCARD;
      case "vacuum" -> StatementKind.OUTSIDE_TRANSACTION;
      case "cluster" -> cluster();
      case "reindex" -> reindex();
      case "create" -> create();
      case "alter" -> alter();
      case "drop" -> drop();
      case "comment", "grant", "revoke", "reassign", "security", "import" -> StatementKind.DDL;
      default -> StatementKind.OTHER;
    };
  }

  private String word() {
    return cursor.next() ? cursor.keyword() : "";
  }

  private boolean hasWord(String word, int depth) {
    while (cursor.next()) {
      if (cursor.depth() <= depth && cursor.keyword().equals(word) && !cursor.mayBeLabel()) {
        return true;
      }
    }
    return false;
  }

  private StatementKind dml() {
    return hasWord("returning", cursor.depth()) ? StatementKind.DML_RETURNING : StatementKind.DML;
  }

  /// Finds the main statement behind the common table expressions and looks for one that modifies.
  private StatementKind with(int depth) {
    boolean modifies = false;
    boolean opened = false;
    boolean closed = false;
    while (cursor.next()) {
      String word = cursor.keyword();
      boolean dml = isDml(word);
      modifies |= opened && dml;
      boolean main = cursor.depth() == depth && closed && !cursor.mayBeLabel();
      if (main && dml) {
        return dml();
      }
      if (main && word.equals("select") && !modifies) {
        return hasWord("into", depth) ? StatementKind.SELECT_INTO : StatementKind.QUERY;
      }
      opened = cursor.is('(');
      closed |= cursor.depth() == depth && cursor.is(')');
    }
    return modifies ? StatementKind.DML_RETURNING : StatementKind.QUERY;
  }

  private static boolean isDml(String word) {
    return switch (word) {
      case "insert", "update", "delete", "merge" -> true;
      default -> false;
    };
  }

  private StatementKind prepared(StatementKind kind) {
    return word().equals("prepared") ? StatementKind.OUTSIDE_TRANSACTION : kind;
  }

  private StatementKind rollback() {
    String word = word();
    if (word.equals("work") || word.equals("transaction")) {
      word = word();
    }
    return switch (word) {
      case "prepared" -> StatementKind.OUTSIDE_TRANSACTION;
      case "to" -> StatementKind.SAVEPOINT;
      default -> StatementKind.ROLLBACK;
    };
  }

  private StatementKind copy() {
    while (cursor.next()) {
      boolean from = cursor.keyword().equals("from");
      if (cursor.depth() == 0 && (from || cursor.keyword().equals("to"))) {
        String stream = word();
        if (!stream.equals("stdin") && !stream.equals("stdout")) {
          return StatementKind.OTHER;
        }
        return from ? StatementKind.COPY_FROM_STDIN : StatementKind.COPY_TO_STDOUT;
      }
    }
    return StatementKind.OTHER;
  }

  /// Only a `CLUSTER` of every table; one of a partitioned table cannot be told from others.
  private StatementKind cluster() {
    while (cursor.next()) {
      if (cursor.depth() == 0 && !cursor.keyword().equals("verbose") && !cursor.is(')')) {
        return StatementKind.OTHER;
      }
    }
    return StatementKind.OUTSIDE_TRANSACTION;
  }

  private StatementKind reindex() {
    while (cursor.next()) {
      switch (cursor.keyword()) {
        case "concurrently", "database", "system", "schema" -> {
          return StatementKind.OUTSIDE_TRANSACTION;
        }
        default -> {}
      }
    }
    return StatementKind.OTHER;
  }

  private StatementKind create() {
    String word = word();
    if (word.equals("unique")) {
      word = word();
    }
    return objectKind(word);
  }

  private StatementKind drop() {
    return objectKind(word());
  }

  private StatementKind objectKind(String object) {
    return switch (object) {
      case "database", "tablespace", "subscription" -> StatementKind.OUTSIDE_TRANSACTION;
      case "index" -> outsideIf(word().equals("concurrently"));
      default -> StatementKind.DDL;
    };
  }

  private StatementKind alter() {
    return switch (word()) {
      case "system" -> StatementKind.OUTSIDE_TRANSACTION;
      case "database" -> outsideIf(hasWord("tablespace", 0));
      case "subscription" -> outsideIf(hasWord("publication", 0));
      case "table" -> outsideIf(hasWord("detach", 0) && hasWord("concurrently", 0));
      default -> StatementKind.DDL;
    };
  }

  private static StatementKind outsideIf(boolean condition) {
    return condition ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.DDL;
  }
}
