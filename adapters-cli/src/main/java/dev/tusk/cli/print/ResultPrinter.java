package dev.tusk.cli.print;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.util.List;

/// Writes the results of a run, one after the other, to one stream. Used by one thread at
/// a time.
public interface ResultPrinter {
  /// A result with these columns begins.
  ///
  /// @param statement the statement's number in the run, from 1
  void begin(int statement, List<ResultColumn> columns) throws IOException;

  void rows(RowPage page) throws IOException;

  /// The result is complete.
  ///
  /// @param rows the rows that were written
  void end(long rows) throws IOException;

  /// A statement without rows is done; most formats write nothing.
  ///
  /// @return whether the tag was written
  default boolean command(String tag) throws IOException {
    return false;
  }

  /// The run is over; what is buffered is written.
  void finish() throws IOException;
}
