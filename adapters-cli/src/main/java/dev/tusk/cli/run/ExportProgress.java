package dev.tusk.cli.run;

import dev.tusk.cli.Terminal;
import dev.tusk.core.kernel.TimeSource;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;

/// Says on a line of the terminal how far an export is: `1,204,000 rows · 93 MB · 45 MB/s`. Says
/// nothing of one that is over within a second. Any thread may count.
final class ExportProgress {
  private static final long FIRST_AFTER = Duration.ofSeconds(1).toNanos();
  private static final long EVERY = Duration.ofMillis(250).toNanos();

  private final Terminal terminal;
  private final TimeSource time;
  private final long start;
  private long next;
  private long rows;
  private long bytes;

  ExportProgress(Terminal terminal, TimeSource time) {
    this.terminal = terminal;
    this.time = time;
    this.start = time.nanos();
    this.next = FIRST_AFTER;
  }

  /// A stream that counts what goes to `out`.
  OutputStream counting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] data, int offset, int length) throws IOException {
        out.write(data, offset, length);
        wrote(length);
      }

      @Override
      public void write(int one) throws IOException {
        out.write(one);
        wrote(1);
      }
    };
  }

  /// So many more rows have come.
  synchronized void came(long more) {
    rows += more;
    long elapsed = time.nanos() - start;
    if (elapsed >= next) {
      next = elapsed + EVERY;
      terminal.status("tusk: " + words(rows, bytes, elapsed));
    }
  }

  private synchronized void wrote(long more) {
    bytes += more;
  }

  /// Takes the line off.
  void end() {
    terminal.status("");
  }

  static String words(long rows, long bytes, long nanos) {
    double perSecond = bytes / Math.max(nanos / 1e9, 1e-3);
    return String.format(Locale.ROOT, "%,d", rows)
        + (rows == 1 ? " row · " : " rows · ")
        + size((double) bytes)
        + " · "
        + size(perSecond)
        + "/s";
  }

  private static String size(double bytes) {
    return bytes < 1e6
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : bytes < 1e9
            ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
