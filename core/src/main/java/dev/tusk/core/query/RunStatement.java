package dev.tusk.core.query;

import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.guard.WriteGuard;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.StatementKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs one statement in a tab's session and tells the listener all of it. Blocks until the end.
@UseCase
public final class RunStatement {
  private static final System.Logger LOG = System.getLogger(RunStatement.class.getName());

  private static final String ABANDONED =
      "Stopped by dropping the link: for nearly 5 s the server answered neither the cancel nor the"
          + " request to end the session. Whether the statement took effect is unknown";

  private static final String GONE =
      "The session was given up, since a request to stop the statement may still be on its way."
          + " What else was open in this tab was rolled back";

  private static final String HAS_WRITTEN =
      "select pg_catalog.pg_current_xact_id_if_assigned() is not null";

  private final QueryRegistry registry;
  private final CancelQuery cancel;
  private final RecordHistory history;
  private final TimeSource time;
  private final IdSource ids;
  private final NearestNames names;
  private final WriteGuard guard;

  /// Runs statements; the hints of errors name nothing of the catalog, and what is locked stays so.
  public RunStatement(
      QueryRegistry registry,
      CancelQuery cancel,
      RecordHistory history,
      TimeSource time,
      IdSource ids) {
    this(
        registry,
        cancel,
        history,
        time,
        ids,
        new NearestNames(new SchemaCaches()),
        new WriteGuard(new Unlocks(time)));
  }

  /// Runs statements.
  ///
  /// @param names what the hint of an error can name
  /// @param guard decides what may be sent
  public RunStatement(
      QueryRegistry registry,
      CancelQuery cancel,
      RecordHistory history,
      TimeSource time,
      IdSource ids,
      NearestNames names,
      WriteGuard guard) {
    this.registry = registry;
    this.cancel = cancel;
    this.history = history;
    this.time = time;
    this.ids = ids;
    this.names = names;
    this.guard = guard;
  }

  /// Decides what may be sent.
  WriteGuard guard() {
    return guard;
  }

  /// Runs `request` in `tab`.
  ///
  /// @return how it failed; empty when it completed. The listener has been told either way
  /// @throws TuskException when no session could be had, or the connection's guard does not let it
  ///     pass, before the listener hears anything
  /// @throws IllegalStateException when a statement runs in the tab already
  public Optional<QueryFailure> run(SqlTab tab, RunRequest request, StatementListener listener) {
    tab.config()
        .ifPresent(
            connection -> guard.admit(connection, request.statement().sql(), request.guard()));
    Session session = tab.begin(request.cancellation(), time.nanos());
    // Asked again: it may have been opened anew, or locked, while the person or the pool was waited
    // for. The server then refuses what would have been refused here.
    session.readOnly(tab.config().map(guard::isReadOnly).orElse(true));
    QueryHandle handle =
        new QueryHandle(
            new QueryId(ids.next()),
            tab.connection().orElseThrow(),
            tab.id(),
            request.statement().sql(),
            time.now(),
            time.nanos(),
            session);
    Delivery delivery = new Delivery(handle, listener);
    RecordHistory.Origin origin = history.origin(handle.connection());
    tab.running(handle);
    registry.register(handle);
    @Nullable Duration limit = request.timeout();
    Registration timer =
        limit == null
            ? () -> {}
            : time.schedule(
                limit,
                () -> {
                  if (handle.stopAt(limit)) {
                    cancel.cancel(handle);
                  }
                });
    @Nullable CommandOutcome outcome = null;
    @Nullable Throwable failure = null;
    try (var _ = request.cancellation().onCancel(() -> cancel.cancel(handle))) {
      listener.started(handle);
      if (!delivery.wanted()) {
        throw new TuskException(StatementSink.UNWANTED);
      }
      tab.recovery().ifPresent(recovery -> listener.notice(warning(replaced(recovery))));
      if (waitsForCommit(tab, session, request)) {
        var _ = session.execute(StatementRequest.plain("BEGIN"), new StatementSink() {});
      }
      outcome = session.execute(request.statement(), delivery);
    } catch (RuntimeException | Error thrown) {
      // Whatever it was, the tab must be usable again and the listener must hear the end.
      failure = thrown;
    } finally {
      timer.close();
    }
    Duration total = time.since(handle.startedNanos());
    if (outcome != null) {
      if (!session.isOpen()) {
        listener.notice(warning(GONE));
      }
      tab.newlyShared()
          .ifPresent(
              shared -> listener.notice(warning(SharedSession.TITLE + ". " + shared.words())));
      QueryResult result = delivery.result(outcome, total);
      end(tab, handle, QueryState.COMPLETED, null);
      try {
        listener.finished(result);
      } finally {
        history.completed(handle, origin, result);
      }
      return Optional.empty();
    }
    QueryFailure failed = delivery.failure(session, failure, total);
    end(tab, handle, failed.state(), failed.error());
    try {
      listener.failed(failed);
    } finally {
      history.failed(handle, origin, failed);
    }
    return Optional.of(failed);
  }

  /// Whether the tab's open transaction has written something; true when the server does not say.
  boolean hasWritten(SqlTab tab) {
    List<String> values = new ArrayList<>();
    Session session = tab.begin(Cancellation.create(), time.nanos());
    try {
      var _ =
          session.execute(
              StatementRequest.plain(HAS_WRITTEN),
              new StatementSink() {
                @Override
                public boolean rows(RowPage page) {
                  return values.add(String.valueOf(page.text(0, 0)));
                }
              });
    } catch (TuskException unknown) {
      LOG.log(System.Logger.Level.DEBUG, "Whether anything was written is not known", unknown);
    } finally {
      tab.end(time.nanos(), null);
    }
    return !values.equals(List.of("f"));
  }

  /// Whether a transaction is to be opened first. Where nothing can be written none is: a reader
  /// would only hold one open.
  private boolean waitsForCommit(SqlTab tab, Session session, RunRequest request) {
    return session.transactionState() == TransactionState.IDLE
        && tab.config()
            .filter(config -> CommitMode.of(config) == CommitMode.MANUAL)
            .filter(config -> !guard.isReadOnly(config))
            .isPresent()
        && StatementKind.of(request.statement().sql()).waitsForCommit();
  }

  private void end(SqlTab tab, QueryHandle handle, QueryState state, @Nullable TuskError failure) {
    handle.end(state);
    tab.end(time.nanos(), failure);
    registry.unregister(handle);
  }

  /// Passes on what the session delivers, and notes what the result will say of it.
  private final class Delivery implements StatementSink {
    private final QueryHandle handle;
    private final StatementListener listener;
    private List<ResultColumn> columns = List.of();
    private long rows;
    private @Nullable Duration firstAnswer;

    Delivery(QueryHandle handle, StatementListener listener) {
      this.handle = handle;
      this.listener = listener;
    }

    @Override
    public boolean wanted() {
      return handle.cancelStage() == CancelStage.NONE;
    }

    @Override
    public boolean mayEnd() {
      return listener.mayEnd();
    }

    @Override
    public void columns(List<ResultColumn> described) {
      answered();
      columns = described;
      listener.columns(described);
    }

    @Override
    public boolean rows(RowPage page) {
      rows += page.rowCount();
      return listener.rows(page);
    }

    @Override
    public void notice(Notice notice) {
      listener.notice(notice);
    }

    @Override
    public void copyOut(byte[] data, long more) {
      answered();
      listener.copyOut(data, more);
    }

    private void answered() {
      if (firstAnswer == null) {
        firstAnswer = time.since(handle.startedNanos());
        handle.fetching();
      }
    }

    QueryResult result(CommandOutcome outcome, Duration total) {
      String tag = outcome.commandTag();
      int blank = tag.indexOf(' ');
      return new QueryResult(
          handle.id(),
          (blank < 0 ? tag : tag.substring(0, blank)).toUpperCase(Locale.ROOT),
          tag,
          columns,
          rows,
          outcome.rows(),
          outcome.moreExist(),
          firstAnswer == null ? total : firstAnswer,
          total,
          outcome.transaction());
    }

    QueryFailure failure(Session session, @Nullable Throwable thrown, Duration total) {
      TuskError error =
          thrown == null ? new TuskError.Bug("No outcome") : TuskException.errorOf(thrown);
      if (error instanceof TuskError.Internal) {
        LOG.log(System.Logger.Level.ERROR, "A statement failed inside Tusk", thrown);
      }
      boolean lost = !session.isOpen();
      CancelStage stage = handle.cancelStage();
      QueryState state = stateAfter(error, stage);
      if (state == QueryState.CANCELLED) {
        @Nullable Duration limit = handle.timeLimit();
        error =
            limit != null
                ? new TuskError.TimedOut(limit)
                : new TuskError.Cancelled(cancelledBy(stage, lost), error.server());
      } else if (state == QueryState.OUTCOME_UNKNOWN && stage == CancelStage.ABANDON) {
        error = new TuskError.OutcomeUnknown(ABANDONED);
      }
      return new QueryFailure(
          handle.id(),
          state,
          stage,
          error,
          ErrorInfo.of(error, names.scene(handle.connection(), handle.sql(), error)),
          rows,
          total,
          session.transactionState(),
          lost);
    }
  }

  private static QueryState stateAfter(TuskError error, CancelStage stage) {
    return switch (error) {
      case TuskError.Cancelled ignored -> QueryState.CANCELLED;
      case TuskError.TimedOut ignored -> QueryState.CANCELLED;
      case TuskError.OutcomeUnknown ignored -> QueryState.OUTCOME_UNKNOWN;
      case TuskError.StatementFailed failed ->
          stage != CancelStage.NONE && "57014".equals(failed.server().sqlState())
              ? QueryState.CANCELLED
              : QueryState.FAILED;
      case TuskError.LinkLost ignored ->
          stage == CancelStage.TERMINATE
              ? QueryState.CANCELLED
              : stage == CancelStage.ABANDON ? QueryState.OUTCOME_UNKNOWN : QueryState.FAILED;
      case TuskError other -> QueryState.FAILED;
    };
  }

  private static String cancelledBy(CancelStage stage, boolean lost) {
    if (!lost) {
      return "Stopped at your request";
    }
    return stage == CancelStage.TERMINATE
        ? "Stopped by ending the session: the server did not answer the cancel; what was open in"
            + " this tab was rolled back"
        : "Stopped at your request. The session was given up, since the cancel may still be on its"
            + " way; what was open in this tab was rolled back";
  }

  private static String replaced(Recovery recovery) {
    String missing = recovery.missing();
    String restored = recovery.restored();
    return "The session of this tab had ended: this ran in a new one"
        + (restored.isEmpty() ? "" : ", with its settings made again (" + restored + ")")
        + (missing.isEmpty() ? "" : ", without " + missing);
  }

  private static Notice warning(String text) {
    return new Notice(
        new ServerError(
            "WARNING", "01000", text, null, null, 0, 0, null, null, null, null, null, null, null,
            null, 0, null));
  }
}
