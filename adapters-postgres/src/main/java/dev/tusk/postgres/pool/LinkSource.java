package dev.tusk.postgres.pool;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/// Where a HikariCP pool gets its connections: each dialled with a deadline and set up as psql's.
/// Thread-safe.
final class LinkSource implements DataSource {
  private final Dialler dialler;
  private final SessionSetup setup;
  private final Cancellation closing = Cancellation.create();
  private final AtomicReference<@Nullable PgLink> first = new AtomicReference<>();
  private final Map<Connection, PgLink> links = Collections.synchronizedMap(new WeakHashMap<>());
  private volatile @Nullable Failure lastFailure;

  private record Failure(long nanos, TuskException failure) {}

  /// @param first a connection that is ready; given out first; null for none
  LinkSource(Dialler dialler, SessionSetup setup, @Nullable PgLink first) {
    this.dialler = dialler;
    this.setup = setup;
    this.first.set(first);
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      PgLink ready = first.getAndSet(null);
      PgLink link = ready != null && ready.isOpen() ? ready : dial();
      PgConnection connection = link.connection();
      links.put(connection, link);
      lastFailure = null;
      return connection;
    } catch (TuskException failure) {
      lastFailure = new Failure(System.nanoTime(), failure);
      // HikariCP logs the message of what it gets; ours names no secret and no row.
      throw new SQLException(failure.error().message(), "08001", failure);
    }
  }

  private PgLink dial() throws SQLException {
    PgLink link = dialler.dial(closing, step -> {});
    try {
      link.readTimeout((int) dialler.config().options().connectTimeout().toMillis());
      link.rows(setup.sql());
      link.readTimeout(0);
    } catch (SQLException failure) {
      link.cut();
      throw failure;
    }
    return link;
  }

  /// The link beneath a connection that HikariCP handed out.
  PgLink linkOf(Connection pooled) throws SQLException {
    PgLink link = links.get(pooled.unwrap(PgConnection.class));
    if (link == null) {
      throw new TuskException(new TuskError.Bug("A pooled connection without a link"));
    }
    return link;
  }

  /// Why the last attempt failed, if it failed after `nanos` and none succeeded since.
  @Nullable TuskException failureSince(long nanos) {
    Failure failure = lastFailure;
    return failure != null && failure.nanos - nanos >= 0 ? failure.failure : null;
  }

  /// Stops attempts under way and cuts every connection.
  void cutAll() {
    closing.cancel();
    synchronized (links) {
      links.values().forEach(PgLink::cut);
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user belongs to the connection");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  /// In seconds; HikariCP waits that long for its own threads when a pool is closed.
  @Override
  public int getLoginTimeout() {
    return 1;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Logs through System.Logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException("Wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
