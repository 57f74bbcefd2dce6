package dev.tusk.postgres.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import dev.tusk.postgres.session.BackendControl;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A few sessions of Tusk's own for the catalog and for stopping what runs. Thread-safe.
///
/// The catalog leaves one session free, so that Stop never waits for the tree.
public final class ServicePool implements BackendControl, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ServicePool.class.getName());

  private static final int ANSWER_MILLIS = 2_000;

  private final Dialler dialler;
  private final LinkSource source;
  private final HikariDataSource pool;
  private final Semaphore readers;

  /// @param first a connection that is ready; taken over
  ServicePool(Dialler dialler, SessionSetup setup, PgLink first) {
    this.dialler = dialler;
    ConnectionOptions options = dialler.config().options();
    this.source = new LinkSource(dialler, setup.forService(), first);
    this.pool =
        new HikariDataSource(
            PgPool.hikari(
                source, "service", options.maxServiceSessions(), options.connectTimeout()));
    this.readers = new Semaphore(Math.max(1, options.maxServiceSessions() - 1), true);
    try {
      // Puts the first connection into the pool, so that it is closed with it.
      pool.getConnection().close();
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "The service pool starts empty", failure);
    }
  }

  int size() {
    HikariPoolMXBean figures = pool.getHikariPoolMXBean();
    return figures == null || pool.isClosed() ? 0 : figures.getTotalConnections();
  }

  /// Reads the catalog over a service session.
  ///
  /// @throws TuskException when no session can be had, or for what the server says
  public <T> T read(Function<Connection, T> reading) {
    try {
      if (!readers.tryAcquire(
          dialler.config().options().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TuskException(
            new TuskError.LinkLost("The catalog is busy; try again in a moment", null));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TuskException(new TuskError.Cancelled("Reading was stopped", null));
    }
    try (Connection connection = borrow()) {
      return believable(reading, connection);
    } catch (SQLException failure) {
      throw ServerErrors.ofStatement(failure, false, AtStake.NOTHING);
    } finally {
      readers.release();
    }
  }

  /// A server that answers nonsense makes the driver throw anything; its link is given up.
  private <T> T believable(Function<Connection, T> reading, Connection connection)
      throws SQLException {
    try {
      return reading.apply(connection);
    } catch (TuskException expected) {
      throw expected;
    } catch (RuntimeException nonsense) {
      LOG.log(System.Logger.Level.WARNING, "The catalog could not be understood", nonsense);
      source.linkOf(connection).cut();
      throw new SQLException("The server's answer makes no sense", "08P01", nonsense);
    }
  }

  @Override
  public Request open() {
    return new Borrowed(borrow());
  }

  private Connection borrow() {
    long start = System.nanoTime();
    try {
      return pool.getConnection();
    } catch (SQLException failure) {
      TuskException dialled = source.failureSince(start);
      throw dialled != null ? dialled : ConnectErrors.of(failure, dialler.config(), true);
    }
  }

  @Override
  public void close() {
    source.cutAll();
    pool.close();
  }

  private final class Borrowed implements Request {
    private final Connection connection;

    Borrowed(Connection connection) {
      this.connection = connection;
    }

    @Override
    public boolean cancel(int pid) {
      return call("select pg_catalog.pg_cancel_backend(" + pid + ")");
    }

    @Override
    public boolean terminate(int pid) {
      return call("select pg_catalog.pg_terminate_backend(" + pid + ")");
    }

    private boolean call(String sql) {
      try {
        PgLink link = source.linkOf(connection);
        // In a dead network the answer never comes; the driver closes the session then.
        link.readTimeout(ANSWER_MILLIS);
        boolean sent = "t".equals(link.rows(sql).getFirst()[0]);
        link.readTimeout(0);
        return sent;
      } catch (SQLException failure) {
        throw ServerErrors.ofStatement(failure, !pool.isClosed(), AtStake.NOTHING);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException failure) {
        LOG.log(System.Logger.Level.DEBUG, "A service session could not be given back", failure);
      }
    }
  }
}
