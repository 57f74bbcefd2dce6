package dev.tusk.postgres.pool;

import dev.tusk.postgres.session.PgLink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jspecify.annotations.Nullable;

/// What HikariCP keeps: room for one link, blank until its first borrower has dialled.
///
/// HikariCP makes, lends, proves and ends it as a [Connection]; nobody else sees that side. So it
/// never waits for the network to get one, and never pauses because it could not. Thread-safe.
final class Slot implements InvocationHandler {
  private final Examiner examiner;
  private @Nullable PgLink link;
  private boolean closed;

  /// Who knows whether a link lives.
  interface Examiner {
    /// Whether an idle link can still be used; within a bound.
    boolean proves(PgLink link);

    /// HikariCP keeps `link` no longer.
    void ended(PgLink link);
  }

  private Slot(Examiner examiner) {
    this.examiner = examiner;
  }

  /// A blank slot as HikariCP sees it; [#of] leads back.
  static Connection blank(Examiner examiner) {
    return (Connection)
        Proxy.newProxyInstance(
            Slot.class.getClassLoader(), new Class<?>[] {Connection.class}, new Slot(examiner));
  }

  /// The slot beneath what HikariCP lends.
  static Slot of(Connection room) throws SQLException {
    return room.unwrap(Slot.class);
  }

  /// The link in it; null when it is blank.
  synchronized @Nullable PgLink link() {
    return link;
  }

  /// Puts in the link that its borrower made; one that comes too late is cut.
  synchronized void fill(PgLink made) {
    if (closed) {
      made.cut();
    } else {
      link = made;
    }
  }

  private synchronized @Nullable PgLink empty() {
    PgLink last = link;
    link = null;
    closed = true;
    return last;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private boolean isValid() {
    PgLink kept = link();
    return kept == null || examiner.proves(kept);
  }

  private @Nullable Object end(boolean politely) {
    PgLink last = empty();
    if (last != null) {
      examiner.ended(last);
      if (politely) {
        last.close();
      } else {
        last.cut();
      }
    }
    return null;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    return switch (method.getName()) {
      case "isValid" -> isValid();
      case "isClosed" -> isClosed();
      case "close" -> end(true);
      case "abort" -> end(false);
      case "unwrap" -> this;
      case "getAutoCommit" -> true;
      case "isReadOnly" -> false;
      case "getNetworkTimeout" -> 0;
      case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
      // Sessions are cleaned before they come back, and each exchange has a bound of its own.
      case "setNetworkTimeout", "clearWarnings" -> null;
      case "toString" -> "slot " + hashCode();
      case "hashCode" -> hashCode();
      case "equals" -> arguments != null && isSeenAs(arguments[0]);
      default -> throw new SQLFeatureNotSupportedException(method.getName());
    };
  }

  private boolean isSeenAs(Object other) {
    return other instanceof Proxy && equals(Proxy.getInvocationHandler(other));
  }
}
