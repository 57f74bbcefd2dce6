package dev.tusk.core.export;

import dev.tusk.core.result.RowPage;
import java.io.IOException;

/// Writes rows one by one; holds a few of them at most. Used by one thread at a time.
///
/// What was written is complete only after [#end]. Does not close the stream that it writes to.
public interface RowWriter {
  /// Writes what comes before the rows.
  void begin() throws IOException;

  /// Writes a row.
  void row(Cells cells) throws IOException;

  /// Writes what comes after the rows, and all that is buffered.
  void end() throws IOException;

  /// Writes all rows of a page.
  default void rows(RowPage page) throws IOException {
    for (int each = 0; each < page.rowCount(); each++) {
      int row = each;
      row((column, reader) -> page.read(row, column, reader));
    }
  }
}
