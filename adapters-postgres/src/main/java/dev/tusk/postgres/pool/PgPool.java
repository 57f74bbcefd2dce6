package dev.tusk.postgres.pool;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.connect.SessionWords;
import dev.tusk.postgres.session.BackendControl;
import dev.tusk.postgres.session.ColumnTypes;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.PgSession;
import dev.tusk.postgres.session.SessionSetup;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The sessions of one connection, beside the service pool.
public final class PgPool implements ConnectionPool {
  private static final System.Logger LOG = System.getLogger(PgPool.class.getName());
  private static final Duration CLOSING = Duration.ofMillis(800);

  private final Dialler dialler;
  private final ServerInfo server;
  private final SessionSetup setup;
  private final boolean pooled;
  private final Consumer<PgPool> onClose;
  private final LinkPool sessions;
  private final ServicePool service;
  private final ColumnTypes types = new ColumnTypes();

  /// Held weakly: whoever loses a session without giving it back is found out by that.
  private final Set<PgSession> leased =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final AtomicBoolean closed = new AtomicBoolean();

  /// Makes the pool without another connection than `first`.
  ///
  /// @param dialler taken over: closed with the pool
  /// @param setup the SQL that makes a session as psql has it
  /// @param first a connection that is set up, for the service pool; taken over
  /// @param onClose is told when the pool begins to close
  public PgPool(
      Dialler dialler,
      ServerInfo server,
      SessionSetup setup,
      PgLink first,
      Consumer<PgPool> onClose) {
    this.dialler = dialler;
    this.server = server;
    this.setup = SessionWords.ofTab(setup, dialler.config().settings());
    this.pooled = first.isPooled();
    this.onClose = onClose;
    ConnectionOptions options = dialler.config().options();
    // Leaves half of the connect timeout for a new link at least.
    Duration most = options.connectTimeout().dividedBy(2);
    Duration proof = server.proof().compareTo(most) < 0 ? server.proof() : most;
    this.sessions =
        new LinkPool(
            new LinkSource(dialler, this.setup, proof),
            "sessions",
            options.maxSessions(),
            options.poolTimeout());
    this.service = new ServicePool(new LinkSource(dialler, setup.forService(first), proof), first);
  }

  @Override
  public ConnectionConfig config() {
    return dialler.config();
  }

  @Override
  public ServerInfo server() {
    return server;
  }

  /// The sessions for catalog and cancel.
  public ServicePool service() {
    return service;
  }

  @Override
  public Session lease(String holder, Cancellation cancellation) {
    Loan loan = sessions.borrow(holder, cancellation);
    boolean begun = false;
    loan.link().leadsTo(server.product());
    if (pooled) {
      loan.link().behindPooler();
    }
    try {
      SessionWords.begin(loan.link(), config().settings(), holder, cancellation);
      begun = true;
    } finally {
      if (!begun) {
        var _ = loan.giveBack(false);
      }
    }
    PgSession session =
        new PgSession(
            loan.link(),
            types,
            () -> reach(loan.link()),
            server.tls() == null,
            setup,
            (returned, clean) -> giveBack(returned, loan, clean));
    if (pooled) {
      session.readOnly(isGuarded());
    }
    leased.add(session);
    LeakWatch.watch(session, loan);
    return session;
  }

  private boolean isGuarded() {
    return switch (Guard.of(config())) {
      case SILENT, ASK -> false;
      case READ_ONLY, PRODUCTION -> true;
    };
  }

  /// Another server has other processes under the same numbers.
  private BackendControl.Request reach(PgLink link) {
    if (!dialler.isCurrent(link)) {
      throw new TuskException(
          new TuskError.LinkLost("The server of this session cannot be reached any more", null));
    }
    return service.open();
  }

  private void giveBack(PgSession returned, Loan loan, boolean clean) {
    leased.remove(returned);
    var _ = loan.giveBack(clean);
  }

  @Override
  public PoolStatus status() {
    Ledger.Figures now = sessions.figures();
    return new PoolStatus(
        now.lent() + now.idle(),
        now.idle(),
        now.waiting(),
        config().options().maxSessions(),
        service.size());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    onClose.accept(this);
    List<Integer> busy = busyBackends();
    Thread serviceCloser =
        Thread.ofPlatform()
            .daemon()
            .name("tusk-close")
            .start(
                () -> {
                  endOnTheServer(busy);
                  service.close();
                });
    sessions.close();
    try {
      serviceCloser.join(CLOSING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    dialler.close();
  }

  /// The server processes that execute something for a lease.
  private List<Integer> busyBackends() {
    synchronized (leased) {
      return leased.stream()
          .filter(session -> session.aim().isPresent())
          .map(PgSession::backendPid)
          .toList();
    }
  }

  /// A process that computes or waits notices the loss of its link only when it is done, which may
  /// be hours from now; nobody else can be using it.
  private void endOnTheServer(List<Integer> backends) {
    if (backends.isEmpty() || pooled || !server.product().can(ServerAbility.BACKENDS)) {
      return;
    }
    try (BackendControl.Request request = service.open()) {
      for (int backend : backends) {
        var _ = request.terminate(backend);
      }
    } catch (TuskException noWay) {
      LOG.log(System.Logger.Level.DEBUG, "What ran could not be ended on the server", noWay);
    }
  }
}
