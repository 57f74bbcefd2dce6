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
}
