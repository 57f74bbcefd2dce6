package dev.tusk.postgres.wire;

import java.util.List;

/// Takes the rows of an answer as they come in: the driver, which would make an object of each
/// cell, never sees them. Called by the thread that reads, in the middle of an answer: what throws
/// here leaves the protocol out of step.
public interface RowTaker {
  /// Lets go of them.
  RowTaker DROP =
      new RowTaker() {
        @Override
        public long row(int cells, int bytes) {
          return 0;
        }

        @Override
        public void cell(int size) {}

        @Override
        public void bytes(byte[] from, int offset, int length) {}
      };

  /// A result begins; the one before, if any, is complete.
  default void columns(List<WireColumn> described) {}

  /// A row begins.
  ///
  /// @param cells how many it has
  /// @param bytes how long it is, with four for each cell
  /// @return the bytes that rows take of the heap now, with those of this row where they are kept
  long row(int cells, int bytes);

  /// The next cell begins.
  ///
  /// @param size how many bytes are to come; -1 for NULL
  void cell(int size);

  /// The next bytes of the cell; all of them come at once where they can.
  void bytes(byte[] from, int offset, int length);

  /// All that has come was handed on, and none of it is half a row: now the server is waited for.
  default void waiting() {}
}
