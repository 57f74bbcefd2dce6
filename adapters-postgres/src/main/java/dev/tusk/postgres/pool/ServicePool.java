package dev.tusk.postgres.pool;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import dev.tusk.postgres.session.BackendControl;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SharedProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A few sessions of Tusk's own for the catalog and for stopping what runs. Thread-safe.
///
/// The catalog leaves one session free, so that Stop never waits for the tree; there are two at
/// least.
public final class ServicePool implements BackendControl, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ServicePool.class.getName());
  private static final int FEWEST = 2;

  /// How long the server may be silent in the middle of an answer. The catalog's queries take
  /// milliseconds, seconds in a database with 100,000 tables; after ten times that the link is dead
  /// and must not keep its place, of which there are few.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /// The same for Stop, where somebody waits and the server has next to nothing to do.
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final LinkSource source;
  private final LinkPool pool;
  private final Semaphore readers;
  private final Duration silence;
  private final boolean perTransaction;

  /// @param first a connection that is ready; taken over
  ServicePool(LinkSource source, PgLink first) {
    this(source, first, SILENCE);
  }

  /// @param silence how long the server may say nothing when it has been asked
  ServicePool(LinkSource source, PgLink first, Duration silence) {
    this.source = source;
    this.silence = silence;
    this.perTransaction = first.isPooled() && first.can(ServerAbility.READ_ONLY);
    ConnectionOptions options = source.config().options();
    int max = Math.max(FEWEST, options.maxServiceSessions());
    this.pool = new LinkPool(source, "service", max, options.connectTimeout());
    this.readers = new Semaphore(max - 1, true);
    pool.adopt(first);
  }

  int size() {
    Ledger.Figures now = pool.figures();
    return now.idle() + now.lent();
  }

  /// Reads the catalog over a service session.
  ///
  /// @throws TuskException when no session can be had, or for what the server says
  public <T> T read(Function<Connection, T> reading) {
    try {
      if (!readers.tryAcquire(
          source.config().options().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TuskException(
            new TuskError.LinkLost("The catalog is busy; try again in a moment", null));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TuskException(new TuskError.Cancelled("Reading was stopped", null));
    }
    try {
      Loan loan = borrow("the catalog", silence);
      boolean clean = false;
      try {
        T result =
            perTransaction ? readOnly(reading, loan.link()) : believable(reading, loan.link());
        clean = loan.link().transactionState() == TransactionState.IDLE;
        return result;
      } finally {
        var _ = loan.giveBack(clean);
      }
    } finally {
      readers.release();
    }
  }

  /// Behind a pooler each transaction may be another session's, so that each says by itself that it
  /// does not write.
  private static <T> T readOnly(Function<Connection, T> reading, PgLink link) {
    try {
      link.rows("begin read only");
      T result = believable(reading, link);
      link.rows("commit");
      return result;
    } catch (SQLException failure) {
      throw ServerErrors.ofStatement(failure, link.isOpen(), AtStake.NOTHING);
    }
  }

  /// A server that answers nonsense makes the driver throw anything; its link is given up.
  private static <T> T believable(Function<Connection, T> reading, PgLink link) {
    try {
      return reading.apply(link.connection());
    } catch (TuskException expected) {
      throw expected;
    } catch (RuntimeException nonsense) {
      LOG.log(System.Logger.Level.WARNING, "The catalog could not be understood", nonsense);
      link.cut();
      throw ServerErrors.ofStatement(
          new SQLException("The server's answer makes no sense", "08P01", nonsense),
          false,
          AtStake.NOTHING);
    }
  }

  @Override
  public Request open() {
    return new Borrowed(borrow("Stop", silence.compareTo(ANSWER) < 0 ? silence : ANSWER));
  }

  /// A link on which no answer is waited for without end.
  private Loan borrow(String holder, Duration limit) {
    Loan loan = pool.borrow(holder, Cancellation.create());
    try {
      loan.link().readTimeout((int) limit.toMillis());
      return loan;
    } catch (SQLException failure) {
      var _ = loan.giveBack(false);
      throw ServerErrors.ofStatement(failure, false, AtStake.NOTHING);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static final class Borrowed implements Request {
    private final Loan loan;
    private boolean clean = true;

    Borrowed(Loan loan) {
      this.loan = loan;
    }

    @Override
    public boolean cancel(int pid) {
      return call("select pg_catalog.pg_cancel_backend(" + pid + ")");
    }

    @Override
    public boolean terminate(int pid) {
      return call("select pg_catalog.pg_terminate_backend(" + pid + ")");
    }

    @Override
    public String process() {
      return ask(SharedProcess.ASK);
    }

    private boolean call(String sql) {
      return "t".equals(ask(sql));
    }

    private String ask(String sql) {
      clean = false;
      try {
        String answer = loan.link().rows(sql).getFirst()[0];
        clean = true;
        return answer;
      } catch (SQLException failure) {
        throw ServerErrors.ofStatement(failure, loan.link().isOpen(), AtStake.NOTHING);
      }
    }

    @Override
    public void close() {
      var _ = loan.giveBack(clean);
    }
  }
}
