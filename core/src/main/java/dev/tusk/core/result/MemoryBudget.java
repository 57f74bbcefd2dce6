package dev.tusk.core.result;

/// The heap that all results together may hold. Thread-safe.
public final class MemoryBudget {
  private final long limit;
  private long reserved;

  /// @param limit in bytes
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /// Reserves `bytes`, or nothing when they do not fit.
  public synchronized boolean tryReserve(long bytes) {
    if (reserved + bytes > limit) {
      return false;
    }
    reserved += bytes;
    return true;
  }

  /// Reserves `bytes`, or half of what is free when that is less.
  ///
  /// @return how much was reserved
  synchronized long reserveSome(long bytes) {
    long some = Math.min(bytes, Math.max(0, (limit - reserved) / 2));
    reserved += some;
    return some;
  }

  synchronized void release(long bytes) {
    reserved -= bytes;
  }

  public synchronized long reserved() {
    return reserved;
  }

  public long limit() {
    return limit;
  }
}
