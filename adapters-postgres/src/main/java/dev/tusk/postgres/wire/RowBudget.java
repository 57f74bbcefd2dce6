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

  /// That of this process: two fifths of its heap, which leaves room for what is shown already.
  public static RowBudget shared() {
    return SHARED;
  }

  /// One link's part. Confined to the thread that reads.
  final class Share {
    private long held;
    private long reserved;

    /// How many bytes it holds.
    long held() {
      return held;
    }

    /// Holds so many bytes from now on; false, and nothing changes, when there are not that many.
    boolean hold(long bytes) {
      if (bytes > reserved) {
        long more = Math.max(PIECE, bytes - reserved);
        if (taken.addAndGet(more) > total) {
          taken.addAndGet(-more);
          return false;
        }
        reserved += more;
      } else if (reserved - bytes > SPARE) {
        taken.addAndGet(bytes - reserved);
        reserved = bytes;
      }
      held = bytes;
      return true;
    }

    /// Gives everything back.
    void release() {
      if (reserved > 0) {
        taken.addAndGet(-reserved);
        reserved = 0;
      }
      held = 0;
    }
  }
}
