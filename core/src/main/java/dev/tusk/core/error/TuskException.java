package dev.tusk.core.error;

import org.jspecify.annotations.Nullable;

/// Carries a [TuskError] to whoever shows it; thrown by adapters, which translate once.
public final class TuskException extends RuntimeException {
  /// Causes beyond this are not looked at: chains can be cyclic.
  private static final int DEEPEST = 100;

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

  /// The error that `failure` means: its own when it carries one, else a bug or lack of memory.
  public static TuskError errorOf(Throwable failure) {
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++, each = each.getCause()) {
      if (each instanceof TuskException carrier) {
        return carrier.error();
      }
      if (each instanceof OutOfMemoryError) {
        return new TuskError.OutOfMemory("Tusk ran out of memory; fetch fewer rows");
      }
    }
    String message = failure.getMessage();
    return new TuskError.Bug(
        failure.getClass().getSimpleName() + (message == null ? "" : ": " + message));
  }
}
