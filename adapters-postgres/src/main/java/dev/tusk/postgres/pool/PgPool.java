package dev.tusk.postgres.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.session.BackendControl;
import dev.tusk.postgres.session.ColumnTypes;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.PgSession;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sessions of one connection over a HikariCP pool, beside the service pool.
public final class PgPool implements ConnectionPool {
  private static final System.Logger LOG = System.getLogger(PgPool.class.getName());
  private static final long LOOK_MILLIS = 50;
  private static final long CLOSING_MILLIS = 800;

  private final Dialler dialler;
  private final ServerInfo server;
  private final SessionSetup setup;
  private final Consumer<PgPool> onClose;
  private final LinkSource source;
  private final HikariDataSource sessions;
  private final ServicePool service;
  private final ColumnTypes types = new ColumnTypes();
  private final Map<PgSession, Lease> leases = new LinkedHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Lease(String holder, Connection pooled) {}

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
    this.source = new LinkSource(dialler, setup, null);
    this.sessions =
        new HikariDataSource(
            hikari(source, "sessions", options.maxSessions(), options.poolTimeout()));
    this.service = new ServicePool(dialler, setup, first);
  }

  static HikariConfig hikari(LinkSource source, String name, int max, Duration timeout) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("tusk-" + name);
    hikari.setDataSource(source);
    hikari.setMaximumPoolSize(max);
    hikari.setMinimumIdle(0);
    hikari.setConnectionTimeout(Math.max(250, timeout.toMillis()));
    hikari.setValidationTimeout(Math.clamp(timeout.toMillis() / 2, 250, 2_000));
    hikari.setInitializationFailTimeout(-1);
    hikari.setRegisterMbeans(false);
    return hikari;
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
    long start = System.nanoTime();
    CompletableFuture<Connection> arrival = new CompletableFuture<>();
    waiting.incrementAndGet();
    // HikariCP waits on the calling thread; on one of its own it can be left behind.
    Thread fetcher =
        Thread.ofVirtual()
            .name("tusk-lease")
            .start(
                () -> {
                  try {
                    Connection connection = sessions.getConnection();
                    if (!arrival.complete(connection)) {
                      connection.close();
                    }
                  } catch (SQLException | RuntimeException failure) {
                    arrival.completeExceptionally(failure);
                  }
                });
    TuskException stop =
        new TuskException(new TuskError.Cancelled("Waiting for a session was stopped", null));
    try (var _ = cancellation.onCancel(() -> arrival.completeExceptionally(stop))) {
      return session(holder, await(arrival, start));
    } catch (ExecutionException failure) {
      fetcher.interrupt();
      throw translated(failure.getCause(), start);
    } catch (SQLException failure) {
      throw ConnectErrors.of(failure, config(), true);
    } catch (InterruptedException interrupted) {
      arrival.completeExceptionally(stop);
      fetcher.interrupt();
      Thread.currentThread().interrupt();
      throw stop;
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Connection await(CompletableFuture<Connection> arrival, long start)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return arrival.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // HikariCP tries again until its timeout; nobody should wait 30 s for a wrong password.
        TuskException failure = source.failureSince(start);
        if (failure != null && (holders().isEmpty() || !isCrowded(failure.error()))) {
          arrival.completeExceptionally(failure);
        }
      }
    }
  }

  /// Whether a session that somebody gives back would help.
  private static boolean isCrowded(TuskError error) {
    return error instanceof TuskError.Declined declined
        && declined.server().sqlState().equals("53300");
  }

  private Session session(String holder, Connection pooled) throws SQLException {
    PgLink link = source.linkOf(pooled);
    PgSession session =
        new PgSession(link, types, service, server.tls() == null, setup, this::returned);
    boolean late;
    synchronized (leases) {
      late = closed.get();
      if (!late) {
        leases.put(session, new Lease(holder, pooled));
      }
    }
    if (late) {
      link.cut();
      throw closedError();
    }
    return session;
  }

  private void returned(PgSession session, boolean clean) {
    Lease lease;
    synchronized (leases) {
      lease = leases.remove(session);
    }
    if (lease == null) {
      return;
    }
    try {
      if (!clean) {
        session.link().cut();
        sessions.evictConnection(lease.pooled());
      }
      lease.pooled().close();
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "A session could not be given back", failure);
    }
  }

  private TuskException translated(@Nullable Throwable failure, long start) {
    if (failure instanceof TuskException carrier) {
      return carrier;
    }
    if (closed.get()) {
      return closedError();
    }
    TuskException dialled = source.failureSince(start);
    if (dialled != null) {
      return dialled;
    }
    return new TuskException(
        new TuskError.PoolTimeout(
            Duration.ofNanos(System.nanoTime() - start), waiting.get(), holders()),
        failure);
  }

  private static TuskException closedError() {
    return new TuskException(new TuskError.LinkLost("The connection was closed", null));
  }

  private List<String> holders() {
    synchronized (leases) {
      List<String> holders = new ArrayList<>();
      leases.values().forEach(lease -> holders.add(lease.holder()));
      return holders;
    }
  }

  @Override
  public PoolStatus status() {
    int inUse;
    synchronized (leases) {
      inUse = leases.size();
    }
    int max = config().options().maxSessions();
    HikariPoolMXBean figures = sessions.getHikariPoolMXBean();
    // HikariCP's figures are read one after the other; what must hold is made to hold.
    int idle =
        figures == null || closed.get() ? 0 : Math.clamp(figures.getIdleConnections(), 0, max);
    int available = Math.min(idle, Math.max(0, max - inUse));
    return new PoolStatus(inUse + available, available, waiting.get(), max, service.size());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    onClose.accept(this);
    List<Integer> busy = busyBackends();
    source.cutAll();
    Thread closer =
        Thread.ofPlatform()
            .daemon()
            .name("tusk-close")
            .start(
                () -> {
                  endOnTheServer(busy);
                  service.close();
                  sessions.close();
                  dialler.close();
                });
    try {
      closer.join(Duration.ofMillis(CLOSING_MILLIS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The server processes that execute something for a lease.
  private List<Integer> busyBackends() {
    synchronized (leases) {
      return leases.keySet().stream()
          .filter(session -> session.aim().isPresent())
          .map(PgSession::backendPid)
          .toList();
    }
  }

  /// A process that computes or waits notices the loss of its link only when it is done, which may
  /// be hours from now; nobody else can be using it.
  private void endOnTheServer(List<Integer> backends) {
    if (backends.isEmpty()) {
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
