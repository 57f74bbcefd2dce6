package dev.tusk.core.query;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.CopyData;
import dev.tusk.core.sql.PsqlLine;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the statements of a script one after the other in a tab's session. Blocks until the end.
///
/// Each statement goes to the server by itself, exactly its characters in the script. A script with
/// a psql backslash line, or with a statement that the connection's guard does not let pass, is
/// refused before anything is sent.
@UseCase
public final class RunScript {
  private final RunStatement runStatement;

  public RunScript(RunStatement runStatement) {
    this.runStatement = runStatement;
  }

  /// Runs all of `text`; nobody is there to be asked about it.
  ///
  /// @param cancellation as below
  /// @throws TuskException as below
  public ScriptOutcome run(
      SqlTab tab,
      String text,
      ScriptOptions options,
      Cancellation cancellation,
      ScriptListener listener) {
    return run(tab, text, options, GuardInteraction.none(), cancellation, listener);
  }

  /// Runs all of `text`.
  ///
  /// @param guard answers, once for all of it, what a guarded connection asks
  /// @param cancellation stops the statement that runs, or the wait for a session, and ends the
  ///     script. Whoever cancels waits for the network
  /// @throws TuskException with NotSent when the script holds a psql line or the connection's guard
  ///     refuses it, with Cancelled when the person did, or with a Connection error when no session
  ///     could be had
  public ScriptOutcome run(
      SqlTab tab,
      String text,
      ScriptOptions options,
      GuardInteraction guard,
      Cancellation cancellation,
      ScriptListener listener) {
    Script script = Script.of(text);
    script.firstPsqlLine().ifPresent(line -> refuse(text, line));
    List<Statement> statements = script.statements();
    if (!statements.isEmpty()) {
      tab.config().ifPresent(connection -> runStatement.guard().admit(connection, text, guard));
    }
    return new Run(tab, text, statements, options, cancellation, listener).all();
  }

  /// Whether the transaction that is open in `tab` has written something; true when the server does
  /// not say. Blocks.
  public boolean hasWritten(SqlTab tab) {
    return runStatement.hasWritten(tab);
  }

  private static void refuse(String text, PsqlLine line) {
    throw new TuskException(
        new TuskError.NotSent(
            "Line "
                + line.line()
                + " is a psql command, which Tusk does not run: "
                + text.substring(line.start(), line.end()).strip(),
            PsqlCommands.instead(line.command()) + "."));
  }

  /// One run of one script.
  private final class Run {
    private final SqlTab tab;
    private final String text;
    private final List<Statement> statements;
    private final ScriptOptions options;
    private final Cancellation cancellation;
    private final ScriptListener listener;
    private int done;
    private int failed;
    private @Nullable QueryFailure firstFailure;
    private @Nullable QueryFailure lastFailure;

    Run(
        SqlTab tab,
        String text,
        List<Statement> statements,
        ScriptOptions options,
        Cancellation cancellation,
        ScriptListener listener) {
      this.tab = tab;
      this.text = text;
      this.statements = statements;
      this.options = options;
      this.cancellation = cancellation;
      this.listener = listener;
    }

    ScriptOutcome all() {
      boolean wrapped = options.singleTransaction() && !statements.isEmpty();
      boolean goOn = !wrapped || control("BEGIN");
      while (goOn && done < statements.size() && !cancellation.isCancelled()) {
        Statement statement = statements.get(done);
        goOn = one(statement) || mayGoOn(wrapped);
      }
      if (wrapped && tab.transaction() != TransactionState.IDLE) {
        control(failed == 0 && done == statements.size() ? "COMMIT" : "ROLLBACK");
      }
      return new ScriptOutcome(statements.size(), done, failed, firstFailure);
    }

    private boolean mayGoOn(boolean wrapped) {
      QueryFailure failure = lastFailure;
      return !wrapped
          && options.onError() == ScriptOptions.OnError.CONTINUE
          && failure != null
          && !failure.sessionLost();
    }

    private boolean one(Statement statement) {
      String sql = statement.in(text);
      StatementListener heard = listener.statement(done + 1, statements.size(), statement, sql);
      done++;
      CopyData data = statement.copyData();
      InputStream copyIn = data == null ? null : new ScriptData(text, data.start(), data.end());
      return run(
          new StatementRequest(sql, statement.kind().portalSafe(), copyIn, options.maxRows()),
          cancellation,
          heard);
    }

    private boolean control(String sql) {
      // What opens and ends the transaction is not stopped: after a stop the ROLLBACK is due.
      return run(StatementRequest.plain(sql), Cancellation.create(), listener.transaction(sql));
    }

    private boolean run(StatementRequest request, Cancellation stop, StatementListener heard) {
      Optional<QueryFailure> failure =
          runStatement.run(
              tab,
              new RunRequest(request, options.timeout(), stop, GuardInteraction.asked()),
              heard);
      if (failure.isEmpty()) {
        return true;
      }
      failed++;
      if (firstFailure == null) {
        firstFailure = failure.get();
      }
      lastFailure = failure.get();
      return false;
    }
  }
}
