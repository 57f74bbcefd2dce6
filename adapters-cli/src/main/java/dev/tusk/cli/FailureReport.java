package dev.tusk.cli;

import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;

/// Says what went wrong outside of a statement, and gives the exit code.
public final class FailureReport {
  private static final System.Logger LOG = System.getLogger(FailureReport.class.getName());
  private final Terminal terminal;

  public FailureReport(Terminal terminal) {
    this.terminal = terminal;
  }

  public int report(Throwable failure) {
    TuskError error = TuskException.errorOf(failure);
    if (error instanceof TuskError.Bug) {
      LOG.log(System.Logger.Level.ERROR, "A bug in Tusk", failure);
    }
    new ErrorPrinter(terminal).error(error);
    return ExitCode.of(error);
  }
}
