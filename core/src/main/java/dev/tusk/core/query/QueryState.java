package dev.tusk.core.query;

/// Where an execution is. Once terminal it never changes again.
public enum QueryState {
  /// Sent; the server has not answered yet.
  RUNNING,
  /// Rows are arriving.
  FETCHING,
  COMPLETED,
  FAILED,
  CANCELLED,
  /// The link was cut; the server may or may not have done it.
  OUTCOME_UNKNOWN;

  public boolean isTerminal() {
    return compareTo(FETCHING) > 0;
  }
}
