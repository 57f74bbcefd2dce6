package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/// Executes a statement as one simple-query message, as psql does; its rows are loaded at once.
final class PlainRun {
  private static final int PAGE_ROWS = 5_000;

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
    link.plain(request.sql(), answer);
    answer.rethrowConsumerFailure();
    String tag = answer.tag() == null ? "" : answer.tag();
    if (answer.results().isEmpty()) {
      return new CommandOutcome(tag, Tags.count(tag), false, link.transactionState());
    }
    List<List<ResultColumn>> descriptions = new ArrayList<>();
    for (Answer.Rows rows : answer.results()) {
      descriptions.add(describe(rows.fields()));
    }
    long delivered = 0;
    boolean more = false;
    for (Answer.Rows rows : answer.results()) {
      int came = deliver(descriptions.removeFirst(), rows.tuples());
      delivered += came;
      more |= came < rows.tuples().size();
    }
    return new CommandOutcome(tag, delivered, more, link.transactionState());
  }

  /// Passes a result on.
  ///
  /// @return how many of its rows were wanted
  private int deliver(List<ResultColumn> columns, List<Tuple> tuples) {
    sink.columns(columns);
    int wanted = (int) Math.min(tuples.size(), request.maxRows());
    int delivered = 0;
    while (delivered < wanted) {
      int to = Math.min(wanted, delivered + PAGE_ROWS);
      boolean goOn = sink.rows(Pages.page(columns.size(), tuples, delivered, to));
      delivered = to;
      if (!goOn) {
        break;
      }
    }
    return delivered;
  }

  /// The statement has ended and may have been committed: a Stop that comes now must not turn it
  /// into one that was stopped.
  private List<ResultColumn> describe(List<Field> fields) throws SQLException {
    if (types.knows(fields)) {
      return types.describe(fields, link);
    }
    try {
      beginAside.run();
    } catch (TuskException doubtful) {
      return types.known(fields);
    }
    return types.describe(fields, link);
  }
}
