package dev.tusk.benchmarks;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.PgDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops statements in the middle of their rows, in every way in which rows are read, and waits
/// until the server's process is idle and the session can be used. psql gets its Ctrl+C in between.
///
/// Argument: how often in each way.
public final class CancelRun {
  /// Rows for hours, made one after the other.
  private static final String ENDLESS =
      "select v.* from generate_series(1, 100000) g cross join lateral"
          + " (select * from analytics.page_views where id > g) v";

  private static final String NAME = "tusk-bench-cancel";

  /// How rows are read.
  private enum Mode {
    PORTAL(true, false, ENDLESS),
    PORTAL_IN_TRANSACTION(true, true, ENDLESS),
    PLAIN(false, false, ENDLESS),
    PLAIN_IN_TRANSACTION(false, true, ENDLESS),
    COPY(false, false, "copy (" + ENDLESS + ") to stdout");

    private final boolean portal;
    private final boolean transaction;
    private final String sql;

    Mode(boolean portal, boolean transaction, String sql) {
      this.portal = portal;
      this.transaction = transaction;
      this.sql = sql;
    }
  }

  private final Output output = new Output();
  private final Random random = new Random(7);
  private final Psql psql = Psql.fromEnvironment();
  private final Statement server;

  private CancelRun(Statement server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    Psql psql = Psql.fromEnvironment();
    try (Connection observer = psql.connect();
        Statement server = observer.createStatement();
        Secret password = Secret.of(psql.password());
        ConnectionPool pool =
            new PgDatabase(Map.of())
                .connector()
                .open(psql.connection(), password, Cancellation.create(), step -> {});
        Session session = pool.lease("cancel", Cancellation.create())) {
      CancelRun run = new CancelRun(server);
      int rounds = Integer.parseInt(arguments[0]);
      for (int i = -3; i < rounds; i++) {
        for (Mode mode : Mode.values()) {
          double millis = run.cancel(session, mode);
          if (i >= 0) {
            run.output.sample("cancel", millis);
            run.output.sample("cancel" + mode, millis);
          }
        }
        double their = run.interruptPsql();
        if (i >= 0) {
          run.output.sample("cancelPsql", their);
        }
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private double cancel(Session session, Mode mode) throws Exception {
    if (mode.transaction) {
      var _ = session.execute(StatementRequest.plain("begin"), new StatementSink() {});
    }
    Started started = new Started();
    Thread worker =
        Thread.ofPlatform()
            .name("statement")
            .start(
                () -> {
                  try {
                    var _ =
                        session.execute(
                            mode.portal
                                ? StatementRequest.portal(mode.sql)
                                : StatementRequest.plain(mode.sql),
                            started);
                    throw new IllegalStateException("The statement has ended by itself");
                  } catch (TuskException stopped) {
                    // as it should be
                  }
                });
    if (!started.rows.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("No rows came: " + mode);
    }
    Thread.sleep(20 + random.nextInt(180));
    long start = System.nanoTime();
    // False where it stopped by itself between two pages, before the request was sent.
    var _ = session.cancel();
    worker.join();
    until("select state <> 'active' from pg_stat_activity where pid = " + session.backendPid());
    double millis = (System.nanoTime() - start) / 1e6;
    if (session.transactionState() != TransactionState.IDLE) {
      var _ = session.execute(StatementRequest.plain("rollback"), new StatementSink() {});
    }
    return millis;
  }

  private double interruptPsql() throws Exception {
    Process process = psql.start("\\copy (" + ENDLESS + ") to '/dev/null'", NAME);
    String mine = " from pg_stat_activity where application_name = '" + NAME + "'";
    until("select count(*) = 1" + mine + " and state = 'active' and query like 'COPY%'");
    Thread.sleep(20 + random.nextInt(180));
    long start = System.nanoTime();
    int killed = new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    if (killed != 0) {
      throw new IllegalStateException("psql could not be interrupted");
    }
    until("select count(*) = 0" + mine + " and state = 'active'");
    double millis = (System.nanoTime() - start) / 1e6;
    process.waitFor();
    return millis;
  }

  /// Asks the server again and again.
  private void until(String question) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      try (ResultSet answer = server.executeQuery(question)) {
        if (answer.next() && answer.getBoolean(1)) {
          return;
        }
      }
    }
    throw new IllegalStateException("Waited in vain for " + question);
  }

  private static final class Started implements StatementSink {
    private final CountDownLatch rows = new CountDownLatch(1);

    @Override
    public boolean rows(RowPage page) {
      rows.countDown();
      return true;
    }

    @Override
    public void copyOut(byte[] data, long more) {
      rows.countDown();
    }
  }
}
