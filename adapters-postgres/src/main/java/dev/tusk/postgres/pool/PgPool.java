package dev.tusk.postgres.pool;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.session.ColumnTypes;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.PgSession;
import dev.tusk.postgres.session.SessionSetup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The sessions of one connection, beside the service pool.
public final class PgPool implements ConnectionPool {
  private static final Duration CLOSING = Duration.ofMillis(800);

  private final Dialler dialler;
  private final ServerInfo server;
  private final SessionSetup setup;
  private final Consumer<PgPool> onClose;
  private final LinkPool sessions;
  private final ServicePool service;
  private final ColumnTypes types = new ColumnTypes();
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
    this.setup = setup;
    this.onClose = onClose;
    ConnectionOptions options = dialler.config().options();
    LinkSource source =
        new LinkSource(
            dialler, setup, LinkSource.proof(server.latency(), options.connectTimeout()));
    this.sessions = new LinkPool(source, "sessions", options.maxSessions(), options.poolTimeout());
    this.service = new ServicePool(source, first);
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
    PgSession session =
        new PgSession(
            loan.link(),
            types,
            service,
            server.tls() == null,
            setup,
            (returned, clean) -> loan.giveBack(clean));
    LeakWatch.watch(session, loan);
    return session;
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
    Thread serviceCloser = Thread.ofVirtual().name("tusk-close").start(service::close);
    sessions.close();
    try {
      serviceCloser.join(CLOSING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    dialler.close();
  }
}
