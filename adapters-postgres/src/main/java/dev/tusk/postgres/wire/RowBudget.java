package dev.tusk.postgres.wire;

import java.util.concurrent.atomic.AtomicLong;

/// What the answers that are coming in may take of the heap, all links together. Thread-safe.
public final class RowBudget {
  private static final RowBudget SHARED = new RowBudget(Runtime.getRuntime().maxMemory() * 4 / 10);

  /// Links take pieces of this size, so that they seldom meet.
  private static final long PIECE = 1 << 20;

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

    /// Takes so many bytes more; false when there are none left.
    boolean take(long bytes) {
      held += bytes;
      if (held <= reserved) {
        return true;
      }
      long more = Math.max(PIECE, held - reserved);
      if (taken.addAndGet(more) > total) {
        taken.addAndGet(-more);
        return false;
      }
      reserved += more;
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
