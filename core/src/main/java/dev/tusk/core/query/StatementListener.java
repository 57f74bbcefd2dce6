package dev.tusk.core.query;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import java.util.List;

/// Hears what one execution does; given by the window or the command line.
///
/// Called on the thread that runs the statement, but for [#notice], which may come from another.
/// After [#started] exactly one of [#finished] and [#failed] comes, as the last call.
public interface StatementListener {
  default void started(QueryHandle handle) {}

  /// A result begins; comes before any row of it, also when it has none. Where a statement gives
  /// several, as rules make it, the one before is complete.
  default void columns(List<ResultColumn> columns) {}

  /// Whether [#rows] may end a result before its limit; see
  /// [dev.tusk.core.session.StatementSink#mayEnd].
  default boolean mayEnd() {
    return false;
  }

  /// Some more rows; the statement may still run.
  ///
  /// @return whether to go on with this result; false ends its fetch, and the statement's end says
  ///     that more exist
  default boolean rows(RowPage page) {
    return true;
  }

  default void notice(Notice notice) {}

  /// Data of a `COPY … TO STDOUT`; the array is only valid during the call.
  ///
  /// @param rows how many are in it, a header among them; the end of the statement has the number
  default void copyOut(byte[] data, long rows) {}

  default void finished(QueryResult result) {}

  default void failed(QueryFailure failure) {}
}
