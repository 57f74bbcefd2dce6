package dev.tusk.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Standard output cannot be written.
public final class OutputFailure extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  OutputFailure(IOException cause) {
    super(cause);
  }

  /// Says why, unless it is that the reader has gone, as `head` does; and gives the exit code.
  public static int report(Terminal terminal, IOException failure) {
    if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      return ExitCode.DONE;
    }
    terminal.say("tusk: Cannot write to standard output: " + FileReason.of(failure));
    return ExitCode.LOCAL;
  }
}
