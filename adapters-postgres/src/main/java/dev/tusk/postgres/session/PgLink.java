package dev.tusk.postgres.session;

import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.connection.ServerProduct;
import dev.tusk.core.error.Causes;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.connect.Wire;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.wire.FrameGuard;
import dev.tusk.postgres.wire.RowTaker;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOperation;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.SqlCommand;
import org.postgresql.jdbc.PgConnection;

/// One physical connection at the level of the protocol: text goes to the server exactly as given.
///
/// pgjdbc's `Statement` hides the command tag, keeps notices in an endless chain and parses the
/// text; its `QueryExecutor`, one floor below, does none of that. Used by one thread at a time;
/// [#cut] and [#isOpen] by any.
public final class PgLink {
  private static final int[] NO_PARAMETERS = {};

  /// The shortest that a socket can wait; nothing is lost when it is not enough, as there is a next
  /// time.
  private static final int LISTEN_MILLIS = 1;

  private static final int TEXT = QueryExecutor.QUERY_NO_BINARY_TRANSFER;
  private static final int PLAIN =
      TEXT
          | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
          | QueryExecutor.QUERY_SUPPRESS_BEGIN
          | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;
  private static final int PORTAL =
      TEXT
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_FORWARD_CURSOR
          | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

  private final PgConnection connection;
  private final QueryExecutor executor;
  private final Wire wire;
  private volatile boolean pooled;
  private volatile ServerProduct product = ServerProduct.POSTGRESQL;

  public PgLink(PgConnection connection, Wire wire) {
    this.connection = connection;
    this.executor = connection.getQueryExecutor();
    this.wire = wire;
  }

  /// The driver's connection; for the pool and jOOQ.
  public PgConnection connection() {
    return connection;
  }

  /// How this side of the link is encrypted; null when it is in clear text.
  public Wire.@Nullable Encryption encryption() {
    return wire.encryption();
  }

  /// Sends `sql` in one simple-query message; the handler gets all rows at once.
  void plain(String sql, ResultHandler handler) throws SQLException {
    plain(sql, handler, null);
  }

  /// Sends `sql` in one simple-query message.
  ///
  /// @param taker gets the rows, of which the handler hears nothing
  void plain(String sql, ResultHandler handler, @Nullable RowTaker taker) throws SQLException {
    wire.expectRows(0, taker);
    guarded(() -> executor.execute(query(sql), null, handler, 0, 0, PLAIN), handler);
  }

  /// Opens a portal over `sql` and reads its first rows; outside a transaction it starts one.
  ///
  /// @param taker gets the rows, of which the handler hears nothing
  void portal(String sql, int fetchSize, ResultHandler handler, RowTaker taker)
      throws SQLException {
    wire.expectRows(fetchSize, taker);
    guarded(() -> executor.execute(query(sql), null, handler, 0, fetchSize, PORTAL), handler);
  }

  /// Reads the next rows of a portal.
  ///
  /// @param taker gets the rows, of which the handler hears nothing
  void fetch(ResultCursor portal, int fetchSize, ResultHandler handler, RowTaker taker)
      throws SQLException {
    wire.expectRows(fetchSize, taker);
    guarded(() -> executor.fetch(portal, handler, fetchSize, false), handler);
  }

  private interface Exchange {
    void run() throws SQLException;
  }

  /// A server that answers nonsense must not be believed any further: the driver may throw anything
  /// then, and what comes next belongs to nobody knows which statement.
  private void guarded(Exchange exchange, ResultHandler handler) throws SQLException {
    try {
      exchange.run();
    } catch (RuntimeException | StackOverflowError nonsense) {
      cut();
      throw new SQLException("The server's answer makes no sense", "08P01", nonsense);
    } catch (SQLException failure) {
      String state = failure.getSQLState();
      if (state != null && state.startsWith("08") && ServerErrors.serverError(failure) == null) {
        cut();
      }
      throw failure;
    } catch (Error fatal) {
      // It may have struck in the middle of the answer.
      cut();
      throw fatal;
    } finally {
      wire.expectRows(0, null);
    }
    if (handler instanceof Answer answer && !answer.isWhole()) {
      throw tooEarly();
    }
  }

  /// Cuts the link to a server whose answer is not what it described.
  SQLException tooEarly() {
    cut();
    return new SQLException("The server's answer ended too early", "08P01");
  }

  CopyOperation copy(String sql) throws SQLException {
    wire.expectCopy();
    return executor.startCopy(sql, true);
  }

  /// How many rows of data the last [#copy] has given so far.
  long copied() {
    return wire.copied();
  }

  /// Executes `sql` for our own purposes and returns the rows of all its results.
  public List<String[]> rows(String sql) throws SQLException {
    Answer answer = new Answer(null);
    plain(sql, answer);
    return answer.texts(executor.getEncoding());
  }

  /// One round trip that executes nothing: the server answers an empty query.
  ///
  /// A signal that was sent to the server process before is delivered before the answer comes, and
  /// PostgreSQL drops a cancel that finds no statement, so this absorbs late cancels without
  /// harm to an open transaction.
  public void roundTrip() throws SQLException {
    plain("", new Answer(null));
  }

  /// Whether the server answers within `limit`; a link that does not is cut.
  public boolean answers(Duration limit) {
    try {
      readTimeout((int) limit.toMillis());
      roundTrip();
      readTimeout(0);
      return true;
    } catch (SQLException failure) {
      cut();
      return false;
    }
  }

  /// Looks whether the link has ended while nobody used it; waits for a few milliseconds at most. A
  /// link that has ended is cut.
  ///
  /// @return why it has ended; null while nothing is known against it
  public @Nullable TuskError listen() {
    if (!isOpen()) {
      return ServerErrors.ofIdle(null, null);
    }
    @Nullable TuskError end;
    try {
      readTimeout(LISTEN_MILLIS);
      FrameGuard.Aside aside = wire.listen();
      readTimeout(0);
      end = aside.ended() ? ServerErrors.ofIdle(aside.word(), null) : null;
    } catch (IOException | SQLException broken) {
      end = ServerErrors.ofIdle(null, broken);
    }
    if (end != null) {
      cut();
    }
    return end;
  }

  /// Waits for a sign of life; a link that gives none is cut.
  ///
  /// @return why it has ended; null when the server answered
  @Nullable TuskError ping(Duration limit) {
    try {
      readTimeout((int) limit.toMillis());
      roundTrip();
      readTimeout(0);
      return null;
    } catch (SQLException failure) {
      cut();
      boolean silent =
          Causes.of(failure).stream().anyMatch(SocketTimeoutException.class::isInstance);
      return silent
          ? new TuskError.LinkLost(
              "The server did not answer within " + limit.toMillis() / 1000.0 + " s", null)
          : ServerErrors.ofStatement(failure, false, ServerErrors.AtStake.NOTHING).error();
    }
  }

  /// Whether the server has said something that nobody has read: on an idle link the word with
  /// which it ended the session. Never blocks.
  public boolean hasUnreadWord() {
    return wire.hasUnread();
  }

  /// Says goodbye to the server and closes the link.
  public void close() {
    executor.close();
    cut();
  }

  /// Fails every later read that takes longer; 0 for no limit.
  public void readTimeout(int millis) throws SQLException {
    try {
      executor.setNetworkTimeout(millis);
    } catch (IOException failure) {
      throw new SQLException("The link is closed", "08003", failure);
    }
  }

  /// Where it leads to, as `host:port`.
  public String server() {
    return executor.getHostSpec().toString();
  }

  /// Notes the process that has answered.
  ///
  /// @param pid as `pg_backend_pid()` says
  public void servedBy(String pid) {
    pooled = !pid.equals(Integer.toString(backendPid()));
  }

  /// Notes that a pooler stands between, as is known from another link to the same place.
  public void behindPooler() {
    pooled = true;
  }

  /// Whether a pooler stands between: the process that answers is not the one that was announced at
  /// the login, so that [#backendPid] is nobody's, or somebody else's, and the session may change
  /// hands after each transaction.
  public boolean isPooled() {
    return pooled;
  }

  /// Notes what kind of server it leads to; PostgreSQL until then.
  public void leadsTo(ServerProduct found) {
    product = found;
  }

  /// Whether the server is known to do this.
  public boolean can(ServerAbility ability) {
    return product.can(ability);
  }

  /// Reads a row through a portal, as results are read piece by piece.
  ///
  /// @throws SQLException when the server cannot; nothing is open then
  public void provePortal() throws SQLException {
    try {
      Answer answer = new Answer(null);
      portal("select 1", 1, answer, RowTaker.DROP);
      for (Answer.Rows rows : answer.results()) {
        if (rows.portal() != null) {
          rows.portal().close();
        }
      }
    } finally {
      if (isOpen() && transactionState() != TransactionState.IDLE) {
        plain("ROLLBACK", new Answer(null));
      }
    }
  }

  /// The process that was announced at the login; 0 when none was.
  public int backendPid() {
    return executor.getBackendPID();
  }

  public TransactionState transactionState() {
    return switch (executor.getTransactionState()) {
      case IDLE -> TransactionState.IDLE;
      case OPEN -> TransactionState.OPEN;
      case FAILED -> TransactionState.FAILED;
    };
  }

  public boolean isOpen() {
    return !wire.isCut() && !executor.isClosed();
  }

  /// Asks by the protocol's own cancel request, in clear text.
  void requestCancel() throws SQLException {
    executor.sendQueryCancel();
  }

  /// Cuts the link at once; whoever reads from it fails within milliseconds.
  public void cut() {
    wire.cut();
  }

  /// Passes on the notices that the driver keeps during a COPY, and forgets them.
  void drain(Consumer<Notice> notices) throws SQLException {
    for (@Nullable SQLWarning each = executor.getWarnings();
        each != null;
        each = each.getNextWarning()) {
      notices.accept(new Notice(ServerErrors.fields(each)));
    }
    var _ = executor.getNotifications();
  }

  /// Forgets what the driver keeps of notifications and warnings, so that a flood fills no heap.
  void dropAsides() {
    try {
      var _ = executor.getWarnings();
      var _ = executor.getNotifications();
    } catch (SQLException ignored) {
      // Only says that the link is closed; the next statement will.
    }
  }

  /// What the server last reported about one of its settings; null when it reports it never.
  public @Nullable String parameter(String name) {
    return executor.getParameterStatus(name);
  }

  /// The same, or `otherwise` where it reports none.
  String parameter(String name, String otherwise) {
    @Nullable String value = parameter(name);
    return value == null ? otherwise : value;
  }

  private Query query(String sql) {
    return executor.wrap(List.of(new NativeQuery(sql, NO_PARAMETERS, false, SqlCommand.BLANK)));
  }
}
