package dev.tusk.postgres.session;

import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import dev.tusk.postgres.session.CancelGuard.Proof;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A leased session over one physical connection.
public final class PgSession implements Session {
  private static final System.Logger LOG = System.getLogger(PgSession.class.getName());
  private static final int CLEANING_MILLIS = 2_000;

  private final PgLink link;
  private final ColumnTypes types;
  private final BackendControl control;
  private final boolean clearText;
  private final SessionSetup setup;
  private final BiConsumer<PgSession, Boolean> home;
  private final CancelGuard guard = new CancelGuard();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final OwnSettings own;
  private final ReadOnlySwitch readOnly;

  /// Leases `link`, which must be set up and idle.
  ///
  /// @param clearText whether the link is not encrypted, so that a clear-text cancel gives nothing
  ///     away
  /// @param setup makes the session as psql has it; executed again whenever settings were reset
  /// @param home takes the session back; true when it is clean and can be used again
  public PgSession(
      PgLink link,
      ColumnTypes types,
      BackendControl control,
      boolean clearText,
      SessionSetup setup,
      BiConsumer<PgSession, Boolean> home) {
    this.link = link;
    this.types = types;
    this.control = control;
    this.clearText = clearText;
    this.setup = setup;
    this.home = home;
    this.own = new OwnSettings(link, setup, new SharedProcess(link, control));
    this.readOnly = new ReadOnlySwitch(link, setup.isReadOnly());
  }

  @Override
  public int backendPid() {
    return link.backendPid();
  }

  @Override
  public TransactionState transactionState() {
    return link.isOpen() ? link.transactionState() : TransactionState.IDLE;
  }

  @Override
  public boolean isOpen() {
    return !closed.get() && link.isOpen() && !guard.isDoubtful();
  }

  @Override
  public void readOnly(boolean on) {
    readOnly.want(on);
  }

  @Override
  public CommandOutcome execute(StatementRequest request, StatementSink sink) {
    if (!isOpen()) {
      throw new TuskException(new TuskError.LinkLost("This session is closed", null));
    }
    StatementText text = new StatementText(request.sql());
    UnbearableSettings.refuse(request.sql());
    if (text.copiesIn() && request.copyIn() == null) {
      throw new TuskException(
          new TuskError.NotSent(
              "COPY … FROM STDIN needs data, and there is none here",
              "Run it from a script with the data below it."));
    }
    guard.settle(link);
    if (!sink.wanted()) {
      throw new TuskException(StatementSink.UNWANTED);
    }
    HiddenChanges hidden = new HiddenChanges(link);
    boolean inTransaction = link.transactionState() != TransactionState.IDLE;
    boolean piecewise = request.portal() && link.can(ServerAbility.PORTALS);
    CancelGuard.Running running = guard.begin();
    LastWords words = new LastWords(sink);
    PortalRun portal = new PortalRun(link, types, request, text, words, running);
    CommandOutcome outcome;
    try {
      outcome = run(request, text, words, running, piecewise ? portal : null);
    } catch (SQLException | OutOfMemoryError failure) {
      if (failure instanceof OutOfMemoryError) {
        // It may have struck in the middle of a message, after which nothing can be understood.
        link.cut();
      }
      boolean stake =
          piecewise
              ? portal.isCommitting()
              : text.commits() || (!inTransaction && !text.isHarmless());
      UnbearableSettings.explain(link, stake);
      throw ServerErrors.ofStatement(
          failure, link.isOpen(), stake ? AtStake.COMMIT : AtStake.NOTHING, words.said());
    } finally {
      guard.end();
      link.dropAsides();
    }
    restoreSettings(text, hidden);
    own.after(request.sql(), text);
    return outcome;
  }

  /// Sees to it that what Tusk itself asks after the statement's end is not stopped in its place.
  private void beginAside() {
    guard.end();
    guard.settle(link);
  }

  private CommandOutcome run(
      StatementRequest request,
      StatementText text,
      StatementSink sink,
      CancelGuard.Running running,
      @Nullable PortalRun portal)
      throws SQLException {
    if (!readOnly.wraps(request.sql())) {
      readOnly.enforce(text);
      return send(request, text, sink, running, portal);
    }
    link.rows("begin read only");
    boolean done = false;
    try {
      CommandOutcome outcome = send(request, text, sink, running, portal);
      endOfOurs("commit");
      done = true;
      return new CommandOutcome(
          outcome.commandTag(), outcome.rows(), outcome.moreExist(), transactionState());
    } finally {
      if (!done) {
        endOfOurs("rollback");
      }
    }
  }

  /// Ends the read-only transaction around a statement, which has ended and written nothing: a link
  /// in doubt, which is cut, changes nothing of its outcome.
  private void endOfOurs(String sql) throws SQLException {
    if (!link.isOpen()) {
      return;
    }
    try {
      beginAside();
      link.rows(sql);
    } catch (TuskException doubtful) {
      LOG.log(System.Logger.Level.DEBUG, "A session in doubt is given up", doubtful);
    }
  }

  private CommandOutcome send(
      StatementRequest request,
      StatementText text,
      StatementSink sink,
      CancelGuard.Running running,
      @Nullable PortalRun portal)
      throws SQLException {
    @Nullable InputStream data = request.copyIn();
    if (text.copiesIn() && data != null) {
      return new CopyRun(link, sink, running).in(request.sql(), data);
    }
    if (text.copiesOut()) {
      return new CopyRun(link, sink, running).out(request.sql(), () -> new Aim(running).cancel());
    }
    return portal != null
        ? portal.run()
        : new PlainRun(link, types, request, sink, this::beginAside).run();
  }

  @Override
  public Optional<Target> aim() {
    return Optional.ofNullable(guard.running()).map(Aim::new);
  }

  /// A statement aimed at.
  private final class Aim implements Target {
    private final CancelGuard.Running target;

    Aim(CancelGuard.Running target) {
      this.target = target;
    }

    @Override
    public boolean cancel() {
      target.stop();
      if (isOutOfReach()) {
        return cancelByTheProtocol(target);
      }
      try (BackendControl.Request request = control.open()) {
        return guard.send(target, () -> request.cancel(backendPid()), Proof.ANSWER);
      } catch (TuskException noService) {
        if (!clearText) {
          throw noService;
        }
        LOG.log(System.Logger.Level.DEBUG, "Cancel by the protocol's own request", noService);
        return guard.send(target, PgSession.this::requestCancel, Proof.NONE);
      }
    }

    @Override
    public boolean terminate() {
      target.stop();
      if (isOutOfReach()) {
        throw new TuskException(
            new TuskError.NotSent(
                link.isPooled()
                    ? "Behind a pooler the server process is not known"
                    : "This server ends no process of another session",
                "The link is dropped instead, which ends the statement."));
      }
      try (BackendControl.Request request = control.open()) {
        // Once it is sent the session is over, however the statement ends.
        return guard.send(target, () -> request.terminate(backendPid()), Proof.NONE);
      }
    }
  }

  /// Whether no other session can reach the process: only the pooler knows which one executes the
  /// statement, or the server, a relative of PostgreSQL, has no such functions.
  private boolean isOutOfReach() {
    return link.isPooled() || !link.can(ServerAbility.BACKENDS);
  }

  private boolean cancelByTheProtocol(CancelGuard.Running target) {
    if (!link.can(ServerAbility.CANCEL_KEY)) {
      // There is nothing else to be tried.
      link.cut();
      return true;
    }
    if (!clearText) {
      throw new TuskException(
          new TuskError.NotSent(
              "Here a statement is stopped by the protocol's own request, which would go in clear"
                  + " text",
              "The link is dropped instead, which ends the statement."));
    }
    return guard.send(target, this::requestCancel, Proof.NONE);
  }

  private boolean requestCancel() {
    try {
      link.requestCancel();
      return true;
    } catch (SQLException failure) {
      throw ServerErrors.ofStatement(failure, link.isOpen(), AtStake.NOTHING);
    }
  }

  @Override
  public SessionHoldings holdings() {
    return own.holdings();
  }

  @Override
  public List<SessionHoldings.Refused> restore(List<SessionHoldings.Setting> settings) {
    return own.restore(settings);
  }

  @Override
  public Optional<TuskError> listen() {
    return Optional.ofNullable(link.listen());
  }

  @Override
  public Optional<TuskError> ping(Duration limit) {
    return Optional.ofNullable(link.ping(limit));
  }

  @Override
  public void abandon() {
    link.cut();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      home.accept(this, clean());
    }
  }

  /// Makes the session as good as new; false when that is in doubt.
  private boolean clean() {
    if (!link.isOpen() || guard.running() != null || guard.isDoubtful()) {
      link.cut();
      return false;
    }
    try {
      guard.settle(link);
      link.readTimeout(CLEANING_MILLIS);
      if (link.transactionState() != TransactionState.IDLE) {
        link.rows("ROLLBACK");
      }
      link.rows("DISCARD ALL");
      setup.make(link);
      link.readTimeout(0);
      link.dropAsides();
      return link.transactionState() == TransactionState.IDLE;
    } catch (SQLException | RuntimeException failure) {
      // The driver throws what it likes on a link that is out of step.
      LOG.log(System.Logger.Level.DEBUG, "A session could not be cleaned and is ended", failure);
      return false;
    }
  }

  /// Puts back what went to the driver's start value instead of psql's; what the person has set,
  /// and a reset did not touch, stays.
  private void restoreSettings(StatementText text, HiddenChanges hidden) {
    Set<String> reset = text.resetSettings(setup.names());
    // What is unlocked stays so until it is locked.
    reset.remove(SessionSetup.READ_ONLY);
    if (setup.names().isEmpty()) {
      return;
    }
    boolean behind = reset.isEmpty() && !text.isSet() && hidden.any();
    if ((behind || !reset.isEmpty()) && transactionState() != TransactionState.FAILED) {
      try {
        guard.settle(link);
      } catch (TuskException doubtful) {
        // The link is cut, so there is nothing to restore; the statement itself has ended well.
        LOG.log(System.Logger.Level.DEBUG, "A session in doubt is given up", doubtful);
        return;
      }
      try {
        Set<String> gone = behind ? hidden.toRestore(setup.names()) : reset;
        if (!gone.isEmpty()) {
          link.rows(setup.sql(gone, text.isLocal()));
        }
      } catch (SQLException failure) {
        throw ServerErrors.ofStatement(failure, link.isOpen(), AtStake.NOTHING);
      }
    }
  }

  /// The link beneath; for the pool.
  public PgLink link() {
    return link;
  }
}
