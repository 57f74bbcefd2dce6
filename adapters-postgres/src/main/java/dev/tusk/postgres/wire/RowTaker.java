package dev.tusk.postgres.wire;

/// Takes the rows of an answer as they come in: the driver, which would make an object of each
/// cell, never sees them. Called by the thread that reads.
public interface RowTaker {
  /// Lets go of them.
  RowTaker DROP =
      new RowTaker() {
        @Override
        public void row(int cells) {}

        @Override
        public void cell(int size) {}

        @Override
        public void bytes(byte[] from, int offset, int length) {}
      };

  /// A row of so many cells begins.
  void row(int cells);

  /// The next cell begins.
  ///
  /// @param size how many bytes are to come; -1 for NULL
  void cell(int size);

  /// The next bytes of the cell; all of them come at once where they can.
  void bytes(byte[] from, int offset, int length);
}
