package dev.tusk.postgres.session;

/// How many rows to ask for next: few at first, so that they show at once, then by their width.
///
/// 50 rows come within a millisecond; about a megabyte a fetch is past the point where larger
/// ones were faster (measured with 1,000,000 rows over loopback), and bounds the memory.
final class FetchSize {
  static final int FIRST = 50;
  private static final int MOST = 20_000;
  private static final long BYTES = 1 << 20;

  private int size = FIRST;

  int first(long limit) {
    return (int) Math.min(FIRST, limit);
  }

  /// As many as the last fetch, but not fewer than at first: what a limit cut down is dropped.
  int forDropping() {
    return Math.max(size, FIRST);
  }

  /// @param rows of the fetch that has just come in
  /// @param bytes that they took
  /// @param limit how many rows are wanted at most
  int next(int rows, long bytes, long limit) {
    if (rows > 0) {
      long width = Math.max(1, bytes / rows);
      // No more than eightfold at a time: the first rows may be narrower than the rest.
      size = (int) Math.clamp(BYTES / width, 1, Math.min(MOST, size * 8L));
    }
    return (int) Math.min(size, limit);
  }
}
