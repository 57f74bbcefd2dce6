package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Races cancels against short statements: a cancel may hit its own statement or nobody.
///
/// Only a round whose cancel was aimed while the short statement ran is a race, and only those are
/// counted. The same race without the guard hits the next statement many times, which shows that
/// the test could find it; as rarely as it may, the guard has so many rounds that as many victims
/// would be expected. 0 in n bounds the rate at 3/n (95 %); `-Dtusk.long=true` runs 10,000.
class CancelRaceTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int ROUNDS = LONG ? 10_000 : 1_500;
  private static final int ROUNDS_OF_THE_TWIN = LONG ? 10_000 : 500;

  /// How many victims the twin must make, and would be expected of the race without its guard.
  private static final int VICTIMS = ROUNDS_OF_THE_TWIN / 100;

  private static final String SHORT = "select pg_sleep(0.001)";
  private static final String NEXT = "select pg_sleep(0.003)";

  private final ConnectionPool pool = Servers.pool();
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    other.shutdownNow();
    pool.close();
  }

  @Test
  @Requirement({"E-2", "EC-4", "US2.3"})
  void noCancelReachesTheNextStatement() throws Exception {
    PgSession session = (PgSession) Servers.lease(pool);
    double victimsARound = withoutTheGuard(session);
    int rounds = Math.max(ROUNDS, (int) Math.ceil(VICTIMS / victimsARound));
    // Of these, with more threads that compute than there are processors.
    int hungry = rounds / 5;
    Tally idle = race(session, rounds - hungry, Session.Target::cancel);
    Tally starved;
    try (AutoCloseable _ = hogs()) {
      starved = race(session, hungry, Session.Target::cancel);
    }
    Figure.report("cancel_race_tries", idle.tries() + starved.tries());
    Figure.atLeast("cancel_race_rounds_in_time", idle.inTime() + starved.inTime(), rounds);
    Figure.exactly("cancel_race_wrong_victims", idle.victims() + starved.victims(), 0);
    int hits = idle.hits() + starved.hits();
    Figure.atLeast("cancel_race_stopped", hits, 1);
    Figure.atLeast("cancel_race_came_too_late", rounds - hits, 1);
    assertThat(session.isOpen()).isTrue();
    session.close();
  }

  /// The twin.
  ///
  /// @return how many victims it makes a round; no fewer than of six races that just suffice
  private double withoutTheGuard(PgSession session) throws Exception {
    BackendControl control = ((PgPool) pool).service();
    int inTime = 0;
    int victims = 0;
    // On a busy machine the short statement takes longer, and more cancels hit it itself.
    for (int time = 0; time < 6 && victims < VICTIMS; time++) {
      Tally tally =
          race(
              session,
              ROUNDS_OF_THE_TWIN,
              target -> {
                try (BackendControl.Request request = control.open()) {
                  return request.cancel(session.backendPid());
                }
              });
      inTime += tally.inTime();
      victims += tally.victims();
    }
    Figure.atLeast("cancel_race_rounds_in_time_without_guard", inTime, ROUNDS_OF_THE_TWIN);
    Figure.atLeast("cancel_race_victims_without_guard", victims, VICTIMS);
    double victimsARound = (double) victims / inTime;
    Figure.report("cancel_race_victims_without_guard_per_10000", 10_000 * victimsARound);
    return victimsARound;
  }

  /// Three threads that compute until they are closed.
  private static AutoCloseable hogs() {
    AtomicBoolean over = new AtomicBoolean();
    for (int hog = 0; hog < 3; hog++) {
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  Thread.onSpinWait();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    return () -> over.set(true);
  }

  /// What came of a race.
  ///
  /// @param tries rounds, also those in which the cancel was not aimed in time
  /// @param inTime rounds that were a race; only these are in what follows
  private record Tally(int tries, int inTime, int hits, int victims) {}

  /// Aims at a short statement while it runs, shoots a little later, and runs the next at once;
  /// until so many rounds were a race.
  private Tally race(PgSession session, int rounds, Predicate<Session.Target> shot)
      throws Exception {
    int tries = 0;
    int raced = 0;
    int hits = 0;
    int victims = 0;
    for (; raced < rounds && tries < 3 * rounds; tries++) {
      long pause = tries % 40 * 50_000L;
      CountDownLatch ready = new CountDownLatch(1);
      AtomicBoolean over = new AtomicBoolean();
      CountDownLatch aimed = new CountDownLatch(1);
      Future<Boolean> cancel =
          other.submit(
              () -> {
                ready.countDown();
                Optional<Session.Target> target = session.aim();
                while (target.isEmpty()) {
                  if (over.get()) {
                    return false;
                  }
                  Thread.onSpinWait();
                  target = session.aim();
                }
                aimed.countDown();
                LockSupport.parkNanos(pause);
                return shot.test(target.get());
              });
      ready.await();
      boolean hit = cancelled(session, SHORT);
      // Where the aim came too late for the short statement, there is no race to look at.
      boolean inTime = aimed.getCount() == 0;
      boolean victim = cancelled(session, NEXT);
      over.set(true);
      var _ = cancel.get(60, TimeUnit.SECONDS);
      if (inTime) {
        raced++;
        hits += hit ? 1 : 0;
        victims += victim ? 1 : 0;
      }
    }
    return new Tally(tries, raced, hits, victims);
  }

  private static boolean cancelled(PgSession session, String sql) {
    try {
      session.execute(StatementRequest.plain(sql), new CollectingSink());
      return false;
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.StatementFailed failed
          && failed.server().sqlState().equals("57014")) {
        return true;
      }
      throw failure;
    }
  }
}
