package dev.tusk.core.sql;

/// What a statement does, as far as its words tell; what cannot be told for sure is [#OTHER].
public enum StatementKind {
  /// `SELECT`, `VALUES`, `TABLE`, or `WITH` none of whose parts modifies data.
  QUERY,
  SHOW,
  EXPLAIN,
  FETCH,
  /// `SELECT … INTO`: makes a table, returns no rows.
  SELECT_INTO,
  /// `INSERT`, `UPDATE`, `DELETE`, `MERGE` without `RETURNING`.
  DML,
  /// The same with `RETURNING`, or a query that has such a statement in its `WITH`.
  DML_RETURNING,
  /// `CALL` and `DO`: may return a row and may commit inside.
  CALL,
  /// `EXECUTE` of a prepared statement: may do and return anything.
  EXECUTE,
  /// `BEGIN`, `START TRANSACTION`.
  BEGIN,
  /// `COMMIT`, `END`.
  COMMIT,
  /// `ROLLBACK`, `ABORT`.
  ROLLBACK,
  /// `SAVEPOINT`, `RELEASE`, `ROLLBACK TO`.
  SAVEPOINT,
  PREPARE_TRANSACTION,
  COPY_FROM_STDIN,
  COPY_TO_STDOUT,
  /// What the server refuses inside a transaction block: `VACUUM`, `CREATE DATABASE`, …
  OUTSIDE_TRANSACTION,
  /// `SET`, `RESET`.
  SET,
  DISCARD,
  /// `CREATE`, `ALTER`, `DROP`, `COMMENT`, `GRANT`, `REVOKE` and their like: the catalog changes.
  DDL,
  OTHER;

  /// The kind of a statement's text.
  public static StatementKind of(CharSequence statement) {
    return StatementClassifier.classify(statement, 0, statement.length());
  }

  /// Whether a successful run always returns a row description, if only for no rows.
  public boolean returnsRows() {
    return portalSafe() || this == DML_RETURNING;
  }

  /// Whether it may be wrapped in a transaction and read through a portal in pieces, with the same
  /// effect as without.
  public boolean portalSafe() {
    return this == QUERY || this == SHOW || this == EXPLAIN || this == FETCH;
  }

  /// Whether it begins, ends or divides a transaction.
  public boolean controlsTransaction() {
    return switch (this) {
      case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, PREPARE_TRANSACTION -> true;
      case QUERY,
          SHOW,
          EXPLAIN,
          FETCH,
          SELECT_INTO,
          DML,
          DML_RETURNING,
          CALL,
          EXECUTE,
          COPY_FROM_STDIN,
          COPY_TO_STDOUT,
          OUTSIDE_TRANSACTION,
          SET,
          DISCARD,
          DDL,
          OTHER ->
          false;
    };
  }

  /// Whether it waits for a COMMIT where a person commits by hand: all that may write and that runs
  /// in a transaction. A setting that is made stays made.
  public boolean waitsForCommit() {
    return switch (this) {
      case BEGIN,
          COMMIT,
          ROLLBACK,
          SAVEPOINT,
          PREPARE_TRANSACTION,
          OUTSIDE_TRANSACTION,
          SHOW,
          SET,
          DISCARD ->
          false;
      case QUERY,
          EXPLAIN,
          FETCH,
          SELECT_INTO,
          DML,
          DML_RETURNING,
          CALL,
          EXECUTE,
          COPY_FROM_STDIN,
          COPY_TO_STDOUT,
          DDL,
          OTHER ->
          true;
    };
  }
}
