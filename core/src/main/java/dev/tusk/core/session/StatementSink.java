package dev.tusk.core.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.util.List;

/// Receives what a statement gives while it runs.
///
/// All calls come on the executing thread, but for [#notice], which may come from another. The
/// answer may still be coming in: whoever takes long keeps the server waiting, and the session
/// cannot be used.
public interface StatementSink {
  /// How a statement ends that is not wanted any more.
  TuskError UNWANTED = new TuskError.Cancelled("Stopped before it was sent", null);

  /// Whether the statement is still wanted: asked when it has been read, which takes a while where
  /// it is long, and right before anything of it is sent.
  default boolean wanted() {
    return true;
  }

  /// Whether [#rows] may end a result of which more is wanted by the request, as a person does who
  /// stops fetching. Then it is noted beforehand what the open transaction has written, so that a
  /// query that writes nothing ends at once.
  default boolean mayEnd() {
    return false;
  }

  /// A result begins and has these columns; comes before any row of it. Where a statement gives
  /// several, as rules make it, the one before is complete.
  default void columns(List<ResultColumn> columns) {}

  /// Some more rows, in order.
  ///
  /// @return whether to go on with this result; false ends the fetch. What is not read through a
  ///     portal, or writes, is read to its end and dropped
  default boolean rows(RowPage page) {
    return true;
  }

  /// The server said something beside the result.
  default void notice(Notice notice) {}

  /// Data of a `COPY … TO STDOUT`; the array is only valid during the call.
  ///
  /// @param rows how many are in it, a header among them; the end of the statement has the number
  default void copyOut(byte[] data, long rows) {}
}
