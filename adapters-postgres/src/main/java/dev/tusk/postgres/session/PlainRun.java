package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.postgres.wire.WireColumn;
import java.sql.SQLException;
import java.util.List;

/// Executes a statement as one simple-query message, as psql does.
final class PlainRun {
  private final PgLink link;
  private final ColumnTypes types;
  private final StatementRequest request;
  private final StatementSink sink;
  private final Runnable beginAside;

  /// Executes `request` once.
  ///
  /// @param beginAside is called before anything is asked beside the statement; throws a LinkLost
  ///     when nothing can be
  PlainRun(
      PgLink link,
      ColumnTypes types,
      StatementRequest request,
      StatementSink sink,
      Runnable beginAside) {
    this.link = link;
    this.types = types;
    this.request = request;
    this.sink = sink;
    this.beginAside = beginAside;
  }

  /// Delivers each result in its order: rules make several of one statement.
  CommandOutcome run() throws SQLException {
    Answer answer = new Answer(sink::notice);
    PlainRows rows = new PlainRows(types, sink, request.maxRows());
    link.plain(request.sql(), answer, rows);
    answer.rethrowConsumerFailure();
    if (!rows.fit()) {
      throw link.tooEarly();
    }
    learn(rows.waitingForTypes());
    rows.end();
    String tag = answer.tag() == null ? "" : answer.tag();
    return new CommandOutcome(
        tag, rows.any() ? rows.delivered() : Tags.count(tag), rows.more(), link.transactionState());
  }

  /// The statement has ended and may have been committed: a Stop that comes now must not turn it
  /// into one that was stopped.
  private void learn(List<WireColumn> columns) throws SQLException {
    if (types.knows(columns)) {
      return;
    }
    try {
      beginAside.run();
    } catch (TuskException doubtful) {
      // The results are shown without the names of these types.
      return;
    }
    types.learn(columns, link);
  }
}
