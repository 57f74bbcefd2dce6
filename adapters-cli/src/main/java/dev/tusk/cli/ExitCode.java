package dev.tusk.cli;

import dev.tusk.core.error.TuskError;

/// The exit codes that scripts may rely on.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int REFUSED = 1;
  public static final int USAGE = 2;
  public static final int NO_CONNECTION = 3;
  public static final int CANCELLED = 4;
  public static final int LOCAL = 5;
  public static final int OUTCOME_UNKNOWN = 6;
  public static final int BUG = 70;

  private ExitCode() {}

  /// The code that tells of `error`.
  public static int of(TuskError error) {
    return switch (error) {
      case TuskError.OutcomeUnknown _ -> OUTCOME_UNKNOWN;
      case TuskError.Cancelled _ -> CANCELLED;
      case TuskError.TimedOut _ -> CANCELLED;
      case TuskError.NotSent _ -> USAGE;
      case TuskError.ResultTooBig _ -> LOCAL;
      case TuskError.OutOfMemory _ -> LOCAL;
      case TuskError.ServerBug _ -> REFUSED;
      case TuskError.Query _ -> REFUSED;
      case TuskError.Connection _ -> NO_CONNECTION;
      case TuskError.Authentication _ -> NO_CONNECTION;
      case TuskError.Ssl _ -> NO_CONNECTION;
      case TuskError.Ssh _ -> NO_CONNECTION;
      case TuskError.Storage _ -> LOCAL;
      case TuskError.Keyring _ -> LOCAL;
      case TuskError.Internal _ -> BUG;
    };
  }
}
