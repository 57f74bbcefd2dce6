package dev.tusk.cli.run;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOutcome;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.session.TransactionState;

/// Ends the transaction of a run whose connection is committed by hand: as `--commit` says, else as
/// the person does. Nothing is asked about a transaction that has written nothing.
final class CommitByHand {
  private final Terminal terminal;
  private final RunScript runScript;
  private final CliEnvironment.Endpoint endpoint;

  CommitByHand(Terminal terminal, RunScript runScript, CliEnvironment.Endpoint endpoint) {
    this.terminal = terminal;
    this.runScript = runScript;
    this.endpoint = endpoint;
  }

  /// Ends it.
  ///
  /// @param code of the run so far
  /// @return the exit code of all
  int end(SqlTab tab, int code, Cancellation cancellation) {
    if (CommitMode.of(endpoint.config()) == CommitMode.AUTO
        || tab.transaction() == TransactionState.IDLE) {
      return code;
    }
    if (code != ExitCode.DONE || tab.transaction() == TransactionState.FAILED) {
      terminal.say("tusk: rolled back");
      return code;
    }
    if (!runScript.hasWritten(tab)) {
      return commit(tab, cancellation);
    }
    if (endpoint.commit()) {
      int ended = commit(tab, cancellation);
      if (ended == ExitCode.DONE) {
        terminal.say("tusk: committed");
      }
      return ended;
    }
    if (terminal.confirm("Commit on " + endpoint.config().name(), "").orElse(false)) {
      return commit(tab, cancellation);
    }
    terminal.say(
        "tusk: rolled back: "
            + endpoint.config().name()
            + " is committed by hand; --commit commits in the end");
    return ExitCode.CANCELLED;
  }

  private int commit(SqlTab tab, Cancellation cancellation) {
    ScriptOutcome outcome =
        runScript.run(
            tab,
            "COMMIT",
            ScriptOptions.DEFAULTS,
            cancellation,
            (number, total, statement, sql) -> new StatementListener() {});
    QueryFailure failure = outcome.firstFailure();
    if (failure == null) {
      return ExitCode.DONE;
    }
    new ErrorPrinter(terminal).error(failure.error());
    return failure.state() == QueryState.OUTCOME_UNKNOWN
        ? ExitCode.OUTCOME_UNKNOWN
        : ExitCode.of(failure.error());
  }
}
