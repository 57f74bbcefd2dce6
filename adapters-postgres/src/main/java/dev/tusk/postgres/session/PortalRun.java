package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.wire.RowTaker;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.ResultCursor;

/// Executes a statement through a portal and reads it piece by piece: bounded memory, rows at once.
///
/// A portal lives in a transaction. Outside one, BEGIN travels with the statement and COMMIT ends
/// it, or ROLLBACK when anything went wrong; inside the person's own, nothing is sent beside it.
final class PortalRun {
  private static final String HAS_WRITTEN =
      "select pg_catalog.pg_current_xact_id_if_assigned() is not null";

  /// As few words as can be, since any operator could be somebody else's.
  private static final String ROWS_WRITTEN =
      "select pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_inserted(oid)),"
          + " pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_updated(oid)),"
          + " pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_deleted(oid))"
          + " from pg_catalog.pg_class";

  private final PgLink link;
  private final ColumnTypes types;
  private final StatementRequest request;
  private final StatementText text;
  private final StatementSink sink;
  private final CancelGuard.Running running;
  private final FetchSize sizes = new FetchSize();
  private final Arrival arrival = new Arrival();
  private boolean described;
  private boolean more;
  private long delivered;
  private boolean committing;

  PortalRun(
      PgLink link,
      ColumnTypes types,
      StatementRequest request,
      StatementText text,
      StatementSink sink,
      CancelGuard.Running running) {
    this.link = link;
    this.types = types;
    this.request = request;
    this.text = text;
    this.sink = sink;
    this.running = running;
  }

  /// Whether the end of the transaction was under way, so that its outcome is the server's secret.
  boolean isCommitting() {
    return committing;
  }

  CommandOutcome run() throws SQLException {
    boolean own = link.transactionState() == TransactionState.IDLE;
    boolean done = false;
    try {
      String tag = read(own);
      if (own) {
        committing = true;
        Answer commit = new Answer(sink::notice);
        link.plain("COMMIT", commit);
        commit.rethrowConsumerFailure();
      }
      done = true;
      return new CommandOutcome(tag, rowsOf(tag), more, link.transactionState());
    } finally {
      if (!done && own) {
        rollback();
      }
    }
  }

  private String read(boolean own) throws SQLException {
    // What may end early has to know what was written before its first row.
    boolean mayEnd = request.maxRows() < Long.MAX_VALUE || sink.mayEnd();
    @Nullable List<String> before = !own && mayEnd && hasWritten() ? rowsWritten() : null;
    Answer answer = new Answer(sink::notice);
    link.portal(request.sql(), sizes.first(wanted()), answer, arrival);
    @Nullable ResultCursor portal = deliver(answer);
    boolean pieces = portal != null;
    while (portal != null) {
      stopWhereAsked(portal, own);
      if (more) {
        if (before == null ? hasWritten() : !before.equals(rowsWritten())) {
          drain(portal, own);
        } else {
          close(portal, own);
        }
        break;
      }
      Answer next = new Answer(sink::notice);
      link.fetch(portal, size, next, arrival);
      portal = deliver(next);
    }
    String tag = answer.tag();
    return pieces || tag == null || more ? text.tag(delivered) : tag;
  }

  private void stopWhereAsked(ResultCursor portal, boolean own) throws SQLException {
    if (running.isStopped()) {
      close(portal, own);
      throw new TuskException(new TuskError.Cancelled("Stopped at your request", null));
    }
  }

  /// Whether the transaction has changed something. Of a query it means that its functions write as
  /// its rows are read, so that ending it at a limit would keep half of what it does.
  private boolean hasWritten() throws SQLException {
    return link.rows(HAS_WRITTEN).getFirst()[0].equals("t");
  }

  /// How many rows the transaction has inserted, updated and deleted, by the server's own count:
  /// what tells whether a query writes where something was written before.
  private List<String> rowsWritten() throws SQLException {
    return List.of(link.rows(ROWS_WRITTEN).getFirst());
  }

  /// Reads the rest and drops it.
  private void drain(ResultCursor first, boolean own) throws SQLException {
    @Nullable ResultCursor portal = first;
    while (portal != null) {
      stopWhereAsked(portal, own);
      Answer rest = new Answer(sink::notice);
      link.fetch(portal, sizes.forDropping(), rest, RowTaker.DROP);
      rest.rethrowConsumerFailure();
      portal = rest.results().isEmpty() ? null : rest.results().getFirst().portal();
    }
  }

  private int size = FetchSize.FIRST;

  /// Passes the rows on, at most as many as wanted.
  ///
  /// @return the portal when it has not been read to its end
  private @Nullable ResultCursor deliver(Answer answer) throws SQLException {
    answer.rethrowConsumerFailure();
    if (!arrival.fits()) {
      throw link.tooEarly();
    }
    if (answer.results().isEmpty()) {
      return null;
    }
    Answer.Rows rows = answer.results().getFirst();
    if (!described) {
      described = true;
      sink.columns(types.describe(arrival.described(), link));
    }
    int came = arrival.rows();
    int take = (int) Math.min(came, request.maxRows() - delivered);
    size = sizes.next(came, arrival.bytes(), wanted() - take);
    if (take < came) {
      more = true;
    }
    if (take > 0) {
      delivered += take;
      if (!sink.rows(arrival.page(take))) {
        more |= rows.portal() != null;
      }
    }
    return rows.portal();
  }

  /// How many rows are wanted still, and one more to know whether there are more.
  private long wanted() {
    long left = request.maxRows() - delivered;
    return left == Long.MAX_VALUE ? left : left + 1;
  }

  private void close(ResultCursor portal, boolean own) throws SQLException {
    portal.close();
    if (!own) {
      // The driver closes it with the next message; in the person's transaction that can be long.
      link.roundTrip();
    }
  }

  private void rollback() {
    // A cancel that is still on its way may hit the ROLLBACK itself.
    for (int attempt = 0;
        attempt < 3 && link.isOpen() && link.transactionState() != TransactionState.IDLE;
        attempt++) {
      try {
        link.plain("ROLLBACK", new Answer(null));
      } catch (SQLException failure) {
        if (!"57014".equals(failure.getSQLState())) {
          break;
        }
      } catch (RuntimeException outOfStep) {
        // The driver throws what it likes where the server's words make no sense; cut below.
        link.cut();
      }
    }
    if (link.isOpen() && link.transactionState() != TransactionState.IDLE) {
      link.cut();
    }
  }

  private long rowsOf(String tag) {
    return described ? delivered : Tags.count(tag);
  }
}
