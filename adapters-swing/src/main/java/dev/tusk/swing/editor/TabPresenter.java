package dev.tusk.swing.editor;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.NextStep;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.CancelStage;
import dev.tusk.core.query.LostSession;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOutcome;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.editor.run.MessageLog;
import dev.tusk.swing.editor.run.RunObserver;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.UiExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One tab: runs its text, stops it, shows what came of it. Event thread only.
public final class TabPresenter {
  private static final System.Logger LOG = System.getLogger(TabPresenter.class.getName());

  /// How often elapsed time and row counts move while statements run.
  private static final Duration TICK = Duration.ofMillis(100);

  private final UiExecutor ui;
  private final EditorUseCases core;
  private final ConnectionBook book;
  private final Host host;
  private final SqlTab tab;
  private final RunOutput output;
  private final TabLink link;
  private @Nullable TabView view;
  private TabPhase phase = TabPhase.IDLE;
  private @Nullable TabRun run;
  private @Nullable Runnable whenConnected;
  private Duration took = Duration.ZERO;
  private @Nullable Function<TabView.Input, Optional<RunPart>> again;
  private long limit;
  private long transactionSince;
  private TransactionState transaction = TransactionState.IDLE;
  private String note = "";

  /// What a tab tells the one who holds the tabs.
  interface Host {
    /// Its state changed: icon, chip, segments.
    void changed(TabPresenter tab);

    /// Its figures moved.
    void ticked(TabPresenter tab);

    /// It needs its connection open.
    void connect(ConnectionId id);

    /// Whether a statement may run once more, only to have more of its rows; may ask.
    boolean mayRepeat(String sql);

    /// Whether it may go to another connection, which ends its session; may ask.
    boolean mayMove(TabPresenter tab);

    /// A person wants to change its connection.
    void edit(ConnectionId id);

    /// A person wants to write on the connection in front, which is locked.
    void unlock();
  }

  TabPresenter(UiExecutor ui, EditorUseCases core, ConnectionBook book, SqlTab tab, Host host) {
    this.ui = ui;
    this.core = core;
    this.book = book;
    this.tab = tab;
    this.host = host;
    this.output = new RunOutput(this::drop);
    this.limit = core.settings().resultLimit();
    this.link = new TabLink(ui, core, tab, new Followed());
  }

  void attach(TabView panel) {
    view = panel;
    panel.show(status());
    panel.output(output, TabView.Front.KEEP);
  }

  TabId id() {
    return tab.id();
  }

  public String title() {
    return tab.title();
  }

  Optional<ConnectionId> connection() {
    return tab.connection();
  }

  RunOutput output() {
    return output;
  }

  /// What the frame around the editor shows now.
  public TabStatus status() {
    var now = run;
    var progress = now == null ? null : now.observer.progress();
    return new TabStatus(
        tab.title(),
        phase,
        tab.connection().flatMap(book::find).orElse(null),
        now == null ? took : core.time().since(now.startedNanos),
        progress == null ? 0 : progress.statement(),
        progress == null ? 0 : progress.of(),
        transaction,
        transaction == TransactionState.IDLE ? Duration.ZERO : core.time().since(transactionSince),
        limit,
        note,
        link.news(),
        phase == TabPhase.STOPPING
            ? tab.running().map(QueryHandle::cancelStage).orElse(CancelStage.NONE)
            : CancelStage.NONE);
  }

  /// Runs the selection, or without one the statement at the caret.
  void run() {
    start(RunPart::selectionOrStatement, limit, true);
  }

  /// Runs the whole text.
  void runAll() {
    start(RunPart::all, limit, true);
  }

  /// Runs once more what was run last; the statement at the caret when nothing was.
  void runAgain() {
    var last = again;
    if (last == null) {
      run();
    } else {
      start(last, limit, true);
    }
  }

  /// Runs a result's statement again and fetches all of its rows.
  void fetchAll(TabResult result) {
    if (host.mayRepeat(result.sql())) {
      var near = view().locate(result.sql(), 0).orElse(-1);
      start(input -> Optional.of(new RunPart(result.sql(), near)), Long.MAX_VALUE, true);
    }
  }

  /// Runs a statement whose rows go elsewhere than below the editor; results and marks stay.
  ///
  /// @param into puts the taker of the rows before the statement's own listener
  /// @param over called when the run has ended, however it did
  void divert(String sql, UnaryOperator<StatementListener> into, Runnable over) {
    if (tab.connection().flatMap(core.state()::connection).isEmpty()) {
      note = "Connect first: the rows come from the server.";
      changed();
      over.run();
      return;
    }
    start(input -> Optional.of(new RunPart(sql, -1)), new Way(Long.MAX_VALUE, false, into, over));
  }

  /// Adds a line to the messages, about what was done beside the runs.
  void log(String words) {
    output.messages().add(new Message(core.time().now(), Message.Kind.DONE, words, 0, 0));
    view().tick(status());
  }

  /// How a run is made.
  ///
  /// @param fresh whether its results take the place of those before
  private record Way(
      long maxRows, boolean fresh, UnaryOperator<StatementListener> into, Runnable over) {}

  /// Ends the transaction; results and marks stay.
  void endTransaction(boolean commit) {
    if (transaction != TransactionState.IDLE) {
      start(input -> Optional.of(new RunPart(commit ? "COMMIT" : "ROLLBACK", -1)), limit, false);
    }
  }

  /// Stops what runs, and what would run after it.
  void stop() {
    var now = run;
    if (now == null || phase == TabPhase.STOPPING) {
      return;
    }
    phase = TabPhase.STOPPING;
    // Asking waits for the network.
    // Only this run is told, never the tab: by then another one may have begun in it.
    var _ =
        ui.run(
            () -> {
              now.cancellation.cancel();
              return now;
            },
            done -> {},
            this::unexpected);
    changed();
  }

  /// Ends the fetch of the result that is open; the rows that came stay.
  void stopFetching() {
    output.results().stream().filter(TabResult::open).forEach(TabResult::stopFetching);
  }

  /// Sets how many rows of each result are fetched, here now and in tabs to come: those of the next
  /// start too.
  void limit(long rows) {
    limit = rows;
    var _ =
        ui.run(
            () -> {
              core.settings().resultLimit(rows);
              return rows;
            },
            done -> {},
            e -> LOG.log(System.Logger.Level.WARNING, "the limit is not kept", e));
    changed();
  }

  public void rename(String title) {
    if (!title.isBlank()) {
      tab.rename(title.strip());
      changed();
    }
  }

  /// Moves the tab to another connection and opens it when it is not.
  void use(ConnectionId id) {
    var already = connection().filter(id::equals).isPresent();
    if (already && core.state().connection(id).isEmpty()) {
      host.connect(id);
    }
    if (already || phase.busy() || !host.mayMove(this)) {
      return;
    }
    var _ =
        ui.run(
            () -> {
              tab.use(id);
              return id;
            },
            done -> {
              link.stop();
              another();
              phase = phase == TabPhase.LOST ? TabPhase.IDLE : phase;
              note = "";
              changed();
              if (!core.state().connection(id).isPresent()) {
                host.connect(id);
              }
            },
            this::unexpected);
  }

  /// Opens the tab's connection again, or gets another session when only that is gone.
  void reconnect() {
    var connection = tab.connection();
    if (connection.isPresent() && core.state().connection(connection.get()).isEmpty()) {
      host.connect(connection.get());
    } else {
      link.reconnect();
    }
  }

  /// Does what an error offers; a step that is not offered by a button does nothing.
  void next(NextStep step) {
    switch (step) {
      case ROLL_BACK -> endTransaction(false);
      case RUN_AGAIN -> runAgain();
      case RECONNECT -> reconnect();
      case SIGN_IN, EDIT_CONNECTION -> tab.connection().ifPresent(host::edit);
      case UNLOCK -> host.unlock();
      case GO_TO_PLACE -> goToError();
      case CHECK_DATA, FREE_SESSION, MEND_DISK, OPEN_KEYRING, TELL_ADMINISTRATOR, REPORT_BUG -> {}
    }
  }

  /// Says no more what the banner says.
  void dismissNews() {
    link.dismiss();
    changed();
  }

  /// Looks whether the session still lives.
  ///
  /// @param doubt whether to ask the server itself
  void checkLink(boolean doubt) {
    link.check(doubt);
  }

  /// Whether closing the tab would lose something: it runs, or it is in a transaction. One that has
  /// failed can go on from a savepoint.
  boolean holdsSomething() {
    return run != null || transaction != TransactionState.IDLE;
  }

  boolean isRunning() {
    return run != null;
  }

  /// What closing it would lose, as a list in words.
  String atStake() {
    var now = run;
    var running =
        now == null
            ? ""
            : now.observer.progress().of() > 1 ? "the running script" : "the running statement";
    var held = tab.atStake();
    return running + (running.isEmpty() || held.isEmpty() ? "" : ", ") + held;
  }

  /// Puts in place what the server's hint suggests.
  void applyFix() {
    var error = output.error();
    if (error != null && error.fix() != null && error.place() != null) {
      view().replace(error.place().start(), error.place().end(), error.fix().right());
      view().clearMarks();
    }
  }

  /// Whether there is something to apply.
  boolean canApplyFix() {
    var error = output.error();
    return error != null && error.fix() != null && error.place() != null;
  }

  /// Puts the caret where the error is.
  void goToError() {
    var error = output.error();
    if (error != null && error.place() != null) {
      view().goTo(error.place().offset());
    }
  }

  void connectionOpened() {
    note = "";
    if (phase == TabPhase.LOST) {
      phase = TabPhase.IDLE;
    }
    if (!tab.holdsSession()) {
      another();
    }
    var waiting = whenConnected;
    whenConnected = null;
    if (phase == TabPhase.CONNECTING) {
      phase = TabPhase.IDLE;
    }
    changed();
    if (waiting != null) {
      waiting.run();
    }
  }

  void connectionGone(String reason) {
    output.makeStale();
    link.stop();
    whenConnected = null;
    transaction = TransactionState.IDLE;
    if (!phase.busy()) {
      phase = reason.isEmpty() ? TabPhase.IDLE : TabPhase.LOST;
      note = reason;
    }
    view().output(output, TabView.Front.KEEP);
    changed();
  }

  void connectionsChanged() {
    changed();
  }

  /// Hands the session back and drops the results.
  void close() {
    var now = run;
    if (now != null) {
      now.end();
    }
    output.close();
    link.stop();
    var _ =
        ui.run(
            () -> {
              if (now != null) {
                // The server is asked first: of a link that is only cut it may learn much later.
                now.cancellation.cancel();
              }
              tab.close();
              return tab;
            },
            done -> {},
            this::unexpected);
  }

  private void drop(TabResult result) {
    var _ =
        ui.run(
            () -> {
              result.close();
              return result;
            },
            done -> {},
            this::unexpected);
  }

  private void start(
      Function<TabView.Input, Optional<RunPart>> choose, long maxRows, boolean fresh) {
    start(choose, new Way(maxRows, fresh, UnaryOperator.identity(), () -> {}));
  }

  private void start(Function<TabView.Input, Optional<RunPart>> choose, Way way) {
    if (phase.busy()) {
      way.over().run();
      return;
    }
    var connection = tab.connection();
    if (connection.isEmpty()) {
      note = "Choose a connection first: at the right end of the toolbar.";
      changed();
      way.over().run();
      return;
    }
    if (core.state().connection(connection.get()).isEmpty()) {
      whenConnected = () -> start(choose, way);
      phase = TabPhase.CONNECTING;
      note = "";
      changed();
      host.connect(connection.get());
      return;
    }
    var input = view().input();
    var fresh = way.fresh();
    MessageLog log = fresh ? output.begin() : output.messages();
    var now = new TabRun(new RunObserver(ui, core.time(), core.results(), log, new Seen()));
    now.version = input.version();
    now.fresh = fresh;
    now.over = way.over();
    now.startedNanos = core.time().nanos();
    run = now;
    note = "";
    link.forget();
    phase = TabPhase.RUNNING;
    if (fresh) {
      view().clearMarks();
      view().output(output, TabView.Front.KEEP);
    }
    now.ticker = ui.every(TICK, this::tick);
    changed();
    var options = new ScriptOptions(ScriptOptions.OnError.STOP, false, way.maxRows(), null);
    var _ =
        ui.run(
            () -> {
              var part = choose.apply(input);
              if (part.isEmpty()) {
                return Optional.<ScriptOutcome>empty();
              }
              now.offset = part.get().offset();
              now.text = part.get().text();
              return Optional.of(
                  core.runScript()
                      .run(
                          tab,
                          part.get().text(),
                          options,
                          core.guard(),
                          now.cancellation,
                          (number, total, statement, sql) ->
                              way.into()
                                  .apply(now.observer.statement(number, total, statement, sql))));
            },
            outcome -> ended(now, outcome),
            failure -> refused(now, failure));
  }

  private void ended(TabRun now, Optional<ScriptOutcome> outcome) {
    var stopping = phase == TabPhase.STOPPING;
    finish(now);
    if (outcome.isEmpty()) {
      phase = TabPhase.IDLE;
      note = "Nothing to run: there is no statement at the caret.";
    } else if (outcome.get().failed() > 0) {
      var failure = outcome.get().firstFailure();
      phase =
          failure != null && failure.state() == QueryState.CANCELLED
              ? TabPhase.STOPPED
              : TabPhase.FAILED;
      view().output(output, TabView.Front.KEEP);
    } else {
      phase = outcome.get().completed() ? TabPhase.DONE : TabPhase.STOPPED;
      if (stopping) {
        sayWhatTheStopMet(outcome.get());
      }
      var any = output.results().stream().anyMatch(r -> !r.previous());
      if (now.fresh && !any) {
        output.dropPrevious();
      }
      view().output(output, now.fresh && !any ? TabView.Front.MESSAGES : TabView.Front.KEEP);
    }
    if (now.fresh && now.offset >= 0 && view().version() == now.version) {
      for (var done : now.observer.ended()) {
        view().mark(now.offset + done.offset(), TabView.Mark.DONE, done.commandTag());
      }
    }
    link.ended();
    changed();
  }

  /// No statement was stopped: the last one that was sent had ended before.
  private void sayWhatTheStopMet(ScriptOutcome outcome) {
    var text =
        outcome.completed()
            ? "Stop came too late: everything had finished"
            : "Stopped after statement %d of %d; the rest was not sent"
                .formatted(outcome.run(), outcome.total());
    output
        .messages()
        .add(
            new Message(
                core.time().now(), Message.Kind.STOPPED, text, outcome.run(), outcome.total()));
  }

  private void refused(TabRun now, Exception failure) {
    finish(now);
    var error = TuskException.errorOf(failure);
    var stopped = now.cancellation.isCancelled();
    phase = stopped ? TabPhase.STOPPED : TabPhase.FAILED;
    output.fail(
        ErrorReport.unsent(
            ErrorInfo.of(error),
            stopped ? QueryState.CANCELLED : QueryState.FAILED,
            transaction,
            !tab.holdsSession()));
    view().output(output, TabView.Front.ERROR);
    link.ended();
    changed();
  }

  private void finish(TabRun now) {
    now.end();
    now.over.run();
    view().markRunning(-1);
    if (now.fresh && !now.text.isEmpty()) {
      var text = now.text;
      var near = now.offset;
      again =
          input -> Optional.of(new RunPart(text, input.text().startsWith(text, near) ? near : -1));
    }
    took = core.time().since(now.startedNanos);
    run = null;
    transaction(tab.transaction());
  }

  private void tick() {
    var now = run;
    if (now != null && now.observer.transaction() != null) {
      transaction(now.observer.transaction());
    }
    if (now != null && now.fresh && now.offset >= 0 && now.observer.progress().statement() > 0) {
      var same = view().version() == now.version;
      view().markRunning(same ? now.offset + now.observer.progress().offset() : -1);
    }
    view().tick(status());
    host.ticked(this);
  }

  private void transaction(TransactionState now) {
    if (now != transaction) {
      if (transaction == TransactionState.IDLE) {
        transactionSince = core.time().nanos();
      }
      transaction = now;
      if (now == TransactionState.IDLE) {
        output.transactionOver();
      }
      changed();
    }
  }

  /// There is another session, or is to be: nothing of the one before can be rolled back.
  private void another() {
    transaction = TransactionState.IDLE;
    output.transactionOver();
    view().output(output, TabView.Front.KEEP);
  }

  private void changed() {
    if (view != null) {
      view.show(status());
    }
    host.changed(this);
  }

  private TabView view() {
    var panel = view;
    if (panel == null) {
      throw new IllegalStateException("the tab has no panel yet");
    }
    return panel;
  }

  private void unexpected(Exception failure) {
    var info = ErrorInfo.of(TuskException.errorOf(failure));
    output.fail(ErrorReport.unsent(info, QueryState.FAILED, TransactionState.IDLE, false));
    view().output(output, TabView.Front.ERROR);
  }

  /// Shows what becomes of the link.
  private final class Followed implements TabLink.Host {
    @Override
    public void lost(LostSession session) {
      phase = TabPhase.LOST;
      transaction = TransactionState.IDLE;
      output.makeStale();
      view().output(output, TabView.Front.KEEP);
      TabPresenter.this.changed();
    }

    @Override
    public boolean atRest() {
      return !phase.busy();
    }

    @Override
    public void reconnected() {
      another();
      phase = phase == TabPhase.LOST ? TabPhase.IDLE : phase;
      TabPresenter.this.changed();
    }

    @Override
    public void changed() {
      TabPresenter.this.changed();
    }
  }

  /// Brings what a run gives into the output.
  private final class Seen implements RunObserver.Seen {
    @Override
    public void opened(TabResult result) {
      output.add(result);
      view().output(output, result.number() == 1 ? TabView.Front.RESULT : TabView.Front.KEEP);
    }

    @Override
    public void firstRows(TabResult result) {
      view().tick(status());
    }

    @Override
    public void finished(TabResult result, QueryResult end) {
      output.finish(result, end);
      view().output(output, TabView.Front.KEEP);
    }

    @Override
    public void failed(@Nullable TabResult result, RunObserver.Failed failed) {
      if (result != null) {
        output.fail(result, failed.failure());
      }
      var now = run;
      var report = report(now, failed);
      output.fail(report);
      var message = report.info().message();
      if (report.place() != null) {
        view().markError(report.place(), message);
      } else if (now != null) {
        var mark = report.stopped() ? TabView.Mark.STOPPED : TabView.Mark.FAILED;
        ErrorPlaces.start(view(), now.offset, now.version, failed)
            .ifPresent(start -> view().mark(start, mark, message));
      }
      view().output(output, TabView.Front.ERROR);
    }

    private ErrorReport report(@Nullable TabRun now, RunObserver.Failed failed) {
      return ErrorPlaces.report(
          view(), now == null ? -1 : now.offset, now == null ? -1 : now.version, failed);
    }
  }

  /// What is needed while statements run.
  private static final class TabRun {
    private final RunObserver observer;
    private final Cancellation cancellation = Cancellation.create();
    private UiExecutor.@Nullable Running ticker;
    private long startedNanos;
    private long version;
    private boolean fresh;
    private Runnable over = () -> {};
    private volatile int offset = -1;
    private volatile String text = "";

    TabRun(RunObserver observer) {
      this.observer = observer;
    }

    void end() {
      if (ticker != null) {
        ticker.cancel();
        ticker = null;
      }
    }
  }
}
