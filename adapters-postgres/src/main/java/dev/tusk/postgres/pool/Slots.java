package dev.tusk.postgres.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// HikariCP over a source of blank slots: it keeps the idle ones, has each proven before it lends
/// it again, and ends what has been idle or alive for long. Thread-safe.
final class Slots implements DataSource {
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);
  private static final Duration LIFE_LIMIT = Duration.ofMinutes(30);

  /// HikariCP's shortest. A slot is there at once; only when HikariCP is just ending another one
  /// may asking again be needed.
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);

  private final Slot.Examiner examiner;

  private Slots(Slot.Examiner examiner) {
    this.examiner = examiner;
  }

  /// A pool of at most `max` slots, all of them blank until somebody fills them.
  static HikariDataSource pool(String name, int max, Slot.Examiner examiner) {
    // What was given back a moment ago may be dead as well, and 0 would still let pass what came
    // back within the same millisecond. HikariCP reads it for each new pool and knows no other way
    // to say so; Tusk's pools are the only ones in this process.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("tusk-" + name);
    hikari.setDataSource(new Slots(examiner));
    hikari.setMaximumPoolSize(max);
    hikari.setMinimumIdle(0);
    hikari.setIdleTimeout(IDLE_LIMIT.toMillis());
    hikari.setMaxLifetime(LIFE_LIMIT.toMillis());
    // Each loan is proven; asking in between would take links from who wants to borrow them.
    hikari.setKeepaliveTime(0);
    hikari.setConnectionTimeout(ASK_AGAIN.toMillis());
    hikari.setInitializationFailTimeout(-1);
    hikari.setRegisterMbeans(false);
    return new HikariDataSource(hikari);
  }

  @Override
  public Connection getConnection() {
    return Slot.blank(examiner);
  }

  @Override
  public Connection getConnection(String username, String password)
      throws SQLFeatureNotSupportedException {
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
  public <T> T unwrap(Class<T> type) throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
