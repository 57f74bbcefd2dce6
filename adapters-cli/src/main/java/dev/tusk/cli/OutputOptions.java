package dev.tusk.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// OUT: how and where results are written.
public final class OutputOptions {
  @Option(names = "--no-header", description = "Leave out the line with the column names.")
  private boolean noHeader;

  @Option(names = "--null", paramLabel = "TEXT", description = "What stands for NULL.")
  private @Nullable String nullText;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write here; a regular file appears only when it is complete.")
  private @Nullable Path output;

  @Option(names = "--limit", paramLabel = "N", description = "Fetch at most N rows of each result.")
  private @Nullable Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Stop a statement after this long: 500ms, 30s, 5min.")
  private @Nullable String timeout;

  public boolean header() {
    return !noHeader;
  }

  /// What stands for NULL; empty unless given.
  public String nullText() {
    return nullText == null ? "" : nullText;
  }

  /// What was given to stand for NULL; null when nothing was.
  public @Nullable String givenNullText() {
    return nullText;
  }

  public @Nullable Path output() {
    return output;
  }

  public long maxRows() {
    if (limit == null) {
      return Long.MAX_VALUE;
    }
    if (limit < 0) {
      throw new UsageException("--limit must not be negative");
    }
    return limit;
  }

  public @Nullable Duration timeout() {
    return timeout == null ? null : Durations.parse("--timeout", timeout);
  }
}
