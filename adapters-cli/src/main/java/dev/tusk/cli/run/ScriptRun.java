package dev.tusk.cli.run;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.FileReason;
import dev.tusk.cli.OutputFailure;
import dev.tusk.cli.OutputOptions;
import dev.tusk.cli.TerminalGuard;
import dev.tusk.cli.TerminalInteraction;
import dev.tusk.cli.UsageException;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.cli.print.OutputFormat;
import dev.tusk.cli.print.Printers;
import dev.tusk.cli.print.ResultPrinter;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.export.ExportFile;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOutcome;
import dev.tusk.core.query.SqlTab;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs a script on a server and prints what comes back; the heart of `query`, `run` and `export`.
final class ScriptRun {
  /// What to print, and where.
  ///
  /// @param output null for standard output
  /// @param export whether it is an export: then an error shows the query that was asked for, and a
  ///     file is followed by the number of its rows
  record Printing(Source printers, @Nullable Path output, @Nullable Export export) {
    static Printing of(OutputFormat format, OutputOptions options) {
      return new Printing(
          (out, several) -> Printers.of(format, out, options.header(), options.nullText(), several),
          options.output(),
          null);
    }
  }

  /// Makes a printer for a stream.
  @FunctionalInterface
  interface Source {
    /// Makes it.
    ///
    /// @param several whether the run has more than one statement
    ResultPrinter over(OutputStream out, boolean several);
  }

  /// The query of an export, for errors.
  ///
  /// @param prefix characters that were sent before it
  record Export(String query, int prefix) {}

  private final CliEnvironment environment;
  private final CliEnvironment.Endpoint endpoint;
  private final Printing printing;
  private final ScriptOptions options;
  private long rows;

  ScriptRun(
      CliEnvironment environment,
      CliEnvironment.Endpoint endpoint,
      Printing printing,
      ScriptOptions options) {
    this.environment = environment;
    this.endpoint = endpoint;
    this.printing = printing;
    this.options = options;
  }

  /// Runs `sql` and returns the exit code.
  int execute(String sql, boolean several) {
    ErrorPrinter errors = new ErrorPrinter(environment.terminal());
    try {
      Path output = printing.output();
      if (output == null) {
        return print(sql, several, environment.terminal().out(), null, errors);
      }
      try (ExportFile file = ExportFile.create(output)) {
        ExportProgress progress =
            printing.export() == null
                ? null
                : new ExportProgress(environment.terminal(), environment.services().get().time());
        OutputStream counted = progress == null ? file : progress.counting(file);
        OutputStream out = new BufferedOutputStream(counted, 1 << 16);
        int code = print(sql, several, out, progress, errors);
        if (code == ExitCode.DONE) {
          file.commit();
          sayRows(output);
        } else {
          environment.terminal().say("tusk: " + output + " was not written");
        }
        return code;
      }
    } catch (IOException | UncheckedIOException failure) {
      IOException cause =
          failure instanceof IOException plain
              ? plain
              : Objects.requireNonNull(((UncheckedIOException) failure).getCause());
      Path output = printing.output();
      if (output == null) {
        return OutputFailure.report(environment.terminal(), cause);
      }
      environment.terminal().say("tusk: Cannot write " + output + ": " + FileReason.of(cause));
      return ExitCode.LOCAL;
    }
  }

  private void sayRows(Path output) {
    if (printing.export() != null) {
      environment
          .terminal()
          .say("tusk: " + rows + (rows == 1 ? " row" : " rows") + " written to " + output);
    }
  }

  private int print(
      String sql,
      boolean several,
      OutputStream out,
      @Nullable ExportProgress progress,
      ErrorPrinter errors)
      throws IOException {
    CliServices services = environment.services().get();
    Cancellation cancellation = Cancellation.create();
    ResultPrinter printer = printing.printers().over(out, several);
    try (Secret password = endpoint.password();
        SqlTab tab = new SqlTab(new TabId(services.ids().next()), "command line", services.open());
        Registration _ = environment.interrupts().onInterrupt(cancellation::cancel)) {
      services
          .openConnection()
          .open(
              endpoint.config(),
              password,
              new TerminalInteraction(environment.terminal()),
              cancellation);
      unlock(services.unlockWrites());
      tab.use(endpoint.config().id());
      PrintingListener listener =
          new PrintingListener(
              printer, errors, environment.terminal(), out, several, printing.export(), progress);
      ScriptOutcome outcome =
          services
              .runScript()
              .run(
                  tab,
                  sql,
                  options,
                  new TerminalGuard(environment.terminal()),
                  cancellation,
                  listener);
      listener.throwIfBroken();
      rows = listener.rows();
      printer.finish();
      out.flush();
      int code = code(outcome, cancellation);
      return new CommitByHand(environment.terminal(), services.runScript(), endpoint)
          .end(tab, code, cancellation);
    } catch (TuskException failure) {
      errors.error(failure.error(), ErrorInfo.of(failure.error()), null, "");
      return ExitCode.of(failure.error());
    } finally {
      if (progress != null) {
        progress.end();
      }
    }
  }

  private void unlock(UnlockWrites writes) {
    String typed = endpoint.unlock();
    if (typed == null) {
      return;
    }
    ConnectionConfig config = endpoint.config();
    switch (Guard.of(config)) {
      case SILENT, ASK -> {}
      case READ_ONLY ->
          throw new UsageException("\"" + config.name() + "\" is read-only; nothing unlocks it");
      case PRODUCTION -> {
        if (!writes.unlock(config.id(), typed)) {
          throw new UsageException(
              "--unlock wants the name of the database of \""
                  + config.name()
                  + "\", which \""
                  + typed
                  + "\" is not");
        }
      }
    }
  }

  private static int code(ScriptOutcome outcome, Cancellation cancellation) {
    QueryFailure failure = outcome.firstFailure();
    if (failure == null) {
      return cancellation.isCancelled() && !outcome.completed()
          ? ExitCode.CANCELLED
          : ExitCode.DONE;
    }
    if (failure.state() == QueryState.OUTCOME_UNKNOWN) {
      return ExitCode.OUTCOME_UNKNOWN;
    }
    return ExitCode.of(failure.error());
  }
}
