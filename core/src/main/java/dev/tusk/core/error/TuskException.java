package dev.tusk.core.error;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Carries a [TuskError] to whoever shows it; thrown by adapters, which translate once.
public final class TuskException extends RuntimeException {
  /// Enough to tell what happened; libraries put whole documents into messages.
  private static final int LONGEST_MESSAGE = 2_000;

  private final transient TuskError error;

  public TuskException(TuskError error) {
    this(error, null);
  }

  /// @param cause the original failure, kept for the log
  public TuskException(TuskError error, @Nullable Throwable cause) {
    super(error.message(), cause);
    this.error = error;
  }

  public TuskError error() {
    return error;
  }

  /// The error that `failure` means: its own when it carries one, else what its class says.
  ///
  /// An [InterruptedException] that was caught on this thread sets the thread's interrupt flag
  /// again; one that comes wrapped happened to another thread. Never fails.
  public static TuskError errorOf(Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    List<Throwable> chain = Causes.of(failure);
    for (Throwable each : chain) {
      if (each instanceof TuskException carrier) {
        return carrier.error();
      }
      if (each instanceof OutOfMemoryError) {
        return new TuskError.OutOfMemory("Tusk ran out of memory; fetch fewer rows");
      }
    }
    for (Throwable each : chain) {
      switch (each) {
        case InterruptedException ignored -> {
          return new TuskError.Cancelled("The work was stopped before it ended", null);
        }
        case CancellationException ignored -> {
          return new TuskError.Cancelled("The work was stopped before it ended", null);
        }
        case IOException file -> {
          return FileFailures.of(file);
        }
        default -> {}
      }
    }
    return new TuskError.Bug(text(failure));
  }

  /// The class of `failure` and its message, on one line of bounded length.
  static String text(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    @Nullable String message = failure.getMessage();
    return message == null || message.isBlank()
        ? name
        : HintTemplate.clip(name + ": " + message, LONGEST_MESSAGE);
  }
}
