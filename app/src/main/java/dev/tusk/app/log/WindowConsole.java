package dev.tusk.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Lines on standard error that never make their caller wait: a terminal that was stopped (Ctrl+S)
/// or a pipe that nobody reads must not stop the window, which logs from the event thread.
///
/// A thread of its own writes. Beyond [#ROOM] lines that nobody has read, lines are left out here
/// and counted; the file has them.
final class WindowConsole implements Sink {
  static final int ROOM = 20_000;
  private static final long PATIENCE_MILLIS = 500;

  private final OutputStream out;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong unwritten = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();
  private volatile boolean closed;
  private final Thread writer = new Thread(this::write, "log-console");

  private WindowConsole(OutputStream out) {
    this.out = out;
    writer.setDaemon(true);
  }

  /// Starts to write to `out`.
  static WindowConsole start(OutputStream out) {
    WindowConsole console = new WindowConsole(out);
    console.writer.start();
    return console;
  }

  @Override
  public void line(ILoggingEvent event, byte[] line) {
    if (closed) {
      return;
    }
    unwritten.incrementAndGet();
    if (!waiting.offer(line)) {
      unwritten.decrementAndGet();
      leftOut.incrementAndGet();
    }
  }

  /// Waits a moment until all is written. Later events still are, as long as the process lives.
  void flush() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (unwritten.get() > 0 && writer.isAlive() && System.nanoTime() < end) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void write() {
    try {
      while (true) {
        byte[] line = waiting.take();
        out.write(line);
        unwritten.decrementAndGet();
        long missing = waiting.isEmpty() ? leftOut.getAndSet(0) : 0;
        if (missing > 0) {
          out.write(
              ("… " + missing + " lines were left out here; the log file has them\n")
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException | InterruptedException deaf) {
      // Nobody can read it any more: the file goes on.
      closed = true;
    }
  }
}
