package dev.tusk.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Appends every event to the file of its local day (FR-023), and never fails its caller
/// (FR-024a): while the file cannot be written the lines are counted, one warning is given, and the
/// next event after [#RETRY] tries again.
/// Thread-safe.
///
/// A line is with the system when the call returns: kill -9 loses none. Logback's own appender was
/// not taken: with several processes (prudent mode) it neither rolls by size nor comes back after a
/// folder was removed, and its channel is closed by an interrupted thread.
final class DailyFile implements Sink {
  static final Duration RETRY = Duration.ofSeconds(5);
  static final Duration WARN_AGAIN = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long LOOK_BYTES = 1 << 20;

  private final OneLine format;
  private final ZoneId zone;
  private final LongSupplier nanos;
  private final Consumer<String> warn;
  private LogFolder folder;
  private @Nullable LogFile file;
  private LocalDate day = LocalDate.MIN;
  private long lookedAt;
  private long writtenSince;
  private boolean down;
  private long triedAt;
  private long missing;
  private @Nullable Long warnedAt;

  /// Opens nothing yet.
  ///
  /// @param nanos a monotonic clock
  /// @param warn told what is wrong, for people; must not log
  DailyFile(
      LogFolder folder, OneLine format, ZoneId zone, LongSupplier nanos, Consumer<String> warn) {
    this.folder = folder;
    this.format = format;
    this.zone = zone;
    this.nanos = nanos;
    this.warn = warn;
  }

  /// Goes on in another folder.
  synchronized void moveTo(LogFolder other) {
    folder = other;
    down = false;
    warnedAt = null;
    close();
  }

  @Override
  public synchronized void line(ILoggingEvent event, byte[] line) {
    long now = nanos.getAsLong();
    if (down && now - triedAt < RETRY.toNanos()) {
      missing++;
      return;
    }
    try {
      write(event, line, now);
      down = false;
    } catch (IOException | SecurityException failure) {
      missing++;
      fail(failure, now);
    }
  }

  private void write(ILoggingEvent event, byte[] line, long now) throws IOException {
    LocalDate today = Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone).toLocalDate();
    LogFile open = ready(today, now);
    if (missing > 0) {
      long lost = missing;
      open.append(format.gap(lost, event.getTimeStamp()));
      missing -= lost;
    }
    open.append(line);
    writtenSince += line.length;
  }

  /// The file of `today`, looked at once a second and once a megabyte: it may have been removed, or
  /// be too long.
  private LogFile ready(LocalDate today, long now) throws IOException {
    LogFile open = file;
    if (open != null
        && today.equals(day)
        && now - lookedAt < LOOK.toNanos()
        && writtenSince < LOOK_BYTES) {
      return open;
    }
    lookedAt = now;
    writtenSince = 0;
    if (open != null && today.equals(day) && open.isStillThere()) {
      if (open.size() < folder.keep().partBytes()) {
        return open;
      }
      folder.putAside(today, open);
    }
    close();
    LogFile opened = folder.open(today);
    file = opened;
    day = today;
    folder.sweep(today);
    return opened;
  }

  private void fail(Exception failure, long now) {
    down = true;
    triedAt = now;
    close();
    if (warnedAt == null || now - warnedAt >= WARN_AGAIN.toNanos()) {
      warnedAt = now;
      warn.accept(
          "No log file: %s cannot be written (%s). Tusk goes on without it and keeps trying."
              .formatted(folder.path(), Reason.of(failure)));
    }
  }

  /// Closes the file; the next line opens it again.
  synchronized void close() {
    LogFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        warn.accept("The log file did not close: " + Reason.of(failure));
      }
    }
  }
}
