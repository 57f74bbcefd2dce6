package dev.tusk.core.connection;

/// The figures of a pool at one moment (FR-013): `size` = `available` + sessions in use.
///
/// @param size open sessions
/// @param available open sessions that nobody uses
/// @param waiting requests that wait for a session
/// @param max the most sessions that may be open
/// @param serviceSize open sessions of the service pool, not counted in `size`
public record PoolStatus(int size, int available, int waiting, int max, int serviceSize) {
  public int inUse() {
    return size - available;
  }
}
