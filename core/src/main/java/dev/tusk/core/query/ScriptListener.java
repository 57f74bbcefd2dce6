package dev.tusk.core.query;

import dev.tusk.core.sql.Statement;

/// Hears a script run, statement by statement. All calls come on the thread that runs it.
public interface ScriptListener {
  /// A statement is about to run.
  ///
  /// @param number from 1
  /// @param total the statements of the script
  /// @param sql its text, as it will be sent
  /// @return hears what it does
  StatementListener statement(int number, int total, Statement statement, String sql);

  /// The `BEGIN`, `COMMIT` or `ROLLBACK` round a script that is one transaction is about to run.
  ///
  /// @return hears what it does
  default StatementListener transaction(String sql) {
    return new StatementListener() {};
  }
}
