package dev.tusk.core.connection;

/// The figures of a pool at one moment (FR-013): `size` = `available` + sessions in use.
///
/// @param size open sessions
/// @param available open sessions that nobody uses
/// @param waiting requests that wait for a session
/// @param max the most sessions that may be open
/// @param serviceSize open sessions of the service pool, not counted in `size`
public record PoolStatus(int size, int available, int waiting, int max, int serviceSize) {
  /// Refuses figures that cannot be true of one moment.
  public PoolStatus {
    if (available < 0 || available > size || size > max || waiting < 0 || serviceSize < 0) {
      throw new IllegalArgumentException(
          "No pool has size %d of at most %d, %d available, %d waiting, %d for service"
              .formatted(size, max, available, waiting, serviceSize));
    }
  }

  /// Sessions that somebody has leased.
  public int inUse() {
    return size - available;
  }
}
