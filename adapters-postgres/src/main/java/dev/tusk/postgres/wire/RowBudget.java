package dev.tusk.postgres.wire;

import java.util.concurrent.atomic.AtomicLong;

/// What the answers that are coming in may take of the heap, all links together. Thread-safe.
public final class RowBudget {
  private static final RowBudget SHARED = new RowBudget(Runtime.getRuntime().maxMemory() * 4 / 10);

  /// Links take pieces of this size, so that they seldom meet.
  private static final long PIECE = 1 << 20;

  /// What a link keeps though it does not need it now, for the same reason.
  private static final long SPARE = 8 * PIECE;

  private final long total;
  private final AtomicLong taken = new AtomicLong();

  /// A budget of `total` bytes.
  RowBudget(long total) {
    this.total = total;
  }

  /// What is taken at this moment.
  long taken() {
    return taken.get();
  }

  /// That of this process: two fifths of its heap, which leaves room for what is shown already.
  public static RowBudget shared() {
    return SHARED;
  }

  /// One link's part. Confined to the thread that reads, but for [#close].
  final class Share {
    private long held;
    private volatile long reserved;
    private boolean closed;

    /// How many bytes it holds.
    long held() {
      return held;
    }

    /// Holds so many bytes from now on.
    ///
    /// @return false when there are not that many, or nobody reads any longer
    boolean hold(long bytes) {
      long now = reserved;
      if ((bytes > now || now - bytes > SPARE) && !reserve(bytes)) {
        return false;
      }
      held = bytes;
      return true;
    }

    private synchronized boolean reserve(long bytes) {
      if (closed) {
        return false;
      }
      long more = bytes > reserved ? Math.max(PIECE, bytes - reserved) : bytes - reserved;
      if (taken.addAndGet(more) > total && more > 0) {
        taken.addAndGet(-more);
        return false;
      }
      reserved += more;
      return true;
    }

    /// Gives everything back.
    synchronized void release() {
      taken.addAndGet(-reserved);
      reserved = 0;
      held = 0;
    }

    /// Gives everything back for good. By any thread.
    synchronized void close() {
      closed = true;
      taken.addAndGet(-reserved);
      reserved = 0;
    }
  }
}
