package dev.tusk.swing.editor.run;

import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.ScriptListener;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.Statement;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Hears a run on its thread and brings to the event thread only what must be seen at once: a new
/// result, its first page, an end. Counts and messages are picked up by whoever ticks.
public final class RunObserver implements ScriptListener {
  /// A script of a thousand queries keeps the first of their results.
  public static final int MAX_RESULTS = 40;

  /// The statements whose marks are kept.
  private static final int MAX_MARKS = 1_000;

  private final UiExecutor ui;
  private final TimeSource time;
  private final KeepResults keep;
  private final MessageLog log;
  private final Seen seen;
  private final List<Ended> ended = new ArrayList<>();
  private volatile Progress progress = new Progress(0, 0, 0, 0);
  private volatile @Nullable TransactionState transaction;
  private int results;

  /// What the event thread is told.
  public interface Seen {
    /// Columns are known.
    void opened(TabResult result);

    /// The first rows are there.
    void firstRows(TabResult result);

    /// A result is complete.
    void finished(TabResult result, QueryResult end);

    /// A statement failed; the result holds what came before, null when nothing did.
    void failed(@Nullable TabResult result, Failed failure);
  }

  /// How far the run is.
  ///
  /// @param statement from 1; 0 before the first
  /// @param of the statements of the run
  /// @param offset where the statement starts in the text that was run
  /// @param startedNanos when the statement started, on the monotonic clock
  public record Progress(int statement, int of, int offset, long startedNanos) {}

  /// A statement that ended well.
  public record Ended(int offset, String commandTag) {}

  /// A statement that failed.
  ///
  /// @param offset where it starts in the text that was run
  public record Failed(QueryFailure failure, int statement, int of, int offset, String sql) {}

  /// Makes an observer for one run.
  public RunObserver(UiExecutor ui, TimeSource time, KeepResults keep, MessageLog log, Seen seen) {
    this.ui = ui;
    this.time = time;
    this.keep = keep;
    this.log = log;
    this.seen = seen;
  }

  /// How far the run is; from any thread.
  public Progress progress() {
    return progress;
  }

  /// The transaction's state after the last statement that ended; null before the first. While a
  /// statement runs the session's own may differ: large results are read in a transaction.
  public @Nullable TransactionState transaction() {
    return transaction;
  }

  /// The statements that ended well so far, in their order.
  public List<Ended> ended() {
    synchronized (ended) {
      return List.copyOf(ended);
    }
  }

  @Override
  public StatementListener statement(int number, int total, Statement statement, String sql) {
    progress = new Progress(number, total, statement.start(), time.nanos());
    return new One(number, total, statement.start(), sql);
  }

  private final class One implements StatementListener {
    private final int number;
    private final int total;
    private final int offset;
    private final String sql;
    private final List<TabResult> complete = new ArrayList<>();
    private @Nullable TabResult result;
    private boolean rowsSeen;

    One(int number, int total, int offset, String sql) {
      this.number = number;
      this.total = total;
      this.offset = offset;
      this.sql = sql;
    }

    @Override
    public void started(QueryHandle handle) {
      progress = new Progress(number, total, offset, handle.startedNanos());
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      if (results == MAX_RESULTS) {
        add(
            Message.Kind.WARNING,
            "The rows of this and the following statements are not shown: a run shows "
                + MAX_RESULTS
                + " results");
      }
      results++;
      if (result != null) {
        complete.add(result);
        result = null;
        rowsSeen = false;
      }
      if (results <= MAX_RESULTS) {
        var opened = new TabResult(results, sql, keep.begin(columns));
        result = opened;
        ui.onUi(() -> seen.opened(opened));
      }
    }

    @Override
    public boolean mayEnd() {
      return true;
    }

    @Override
    public boolean rows(RowPage page) {
      var into = result;
      if (into == null) {
        return false;
      }
      var more = into.append(page);
      if (!rowsSeen) {
        rowsSeen = true;
        ui.onUi(() -> seen.firstRows(into));
      }
      return more;
    }

    @Override
    public void notice(Notice notice) {
      var severity = notice.severity();
      var server = notice.server();
      var text = new StringBuilder(severity).append(":  ").append(server.message());
      if (server.detail() != null) {
        text.append(" · ").append(server.detail());
      }
      if (server.hint() != null) {
        text.append(" · ").append(server.hint());
      }
      var warning =
          severity.toUpperCase(Locale.ROOT).startsWith("WARN")
              || server.sqlState().startsWith("01");
      add(warning ? Message.Kind.WARNING : Message.Kind.NOTICE, text.toString());
    }

    @Override
    public void finished(QueryResult end) {
      transaction = end.transaction();
      add(Message.Kind.DONE, end.commandTag() + " · " + Figures.time(end.totalTime()));
      synchronized (ended) {
        if (ended.size() < MAX_MARKS) {
          ended.add(new Ended(offset, end.commandTag()));
        }
      }
      finish(end);
    }

    @Override
    public void failed(QueryFailure failure) {
      var stopped = failure.state() == QueryState.CANCELLED;
      add(
          stopped ? Message.Kind.STOPPED : Message.Kind.ERROR,
          (stopped ? "" : "ERROR:  ") + failure.info().message());
      var partial = result;
      var what = new Failed(failure, number, total, offset, sql);
      ui.onUi(() -> seen.failed(partial, what));
    }

    private void finish(QueryResult end) {
      var all = new ArrayList<>(complete);
      if (result != null) {
        all.add(result);
      }
      if (!all.isEmpty()) {
        ui.onUi(() -> all.forEach(each -> seen.finished(each, end)));
      }
    }

    private void add(Message.Kind kind, String text) {
      log.add(new Message(time.now(), kind, text, number, total));
    }
  }
}
