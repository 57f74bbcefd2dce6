package dev.tusk.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelQueryTest {
  private static final String SLEEP = "select pg_sleep(30)";

  private final QueryBench bench = new QueryBench();
  private final SqlTab tab = bench.tab("Untitled 1");

  @AfterEach
  void close() {
    bench.close();
  }

  /// Asks until the statement has ended: right after its start the session may not have it yet.
  private QueryFailure cancelled(QueryBench.Running running) throws Exception {
    bench.cancel.cancel(tab);
    for (int i = 0; i < 1_900 && !running.end().isDone(); i++) {
      bench.clock.advance(Duration.ofMillis(1));
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return running.failure();
  }

  @Test
  void cancelledStatementReportsCancelledNotFailed() throws Exception {
    QueryBench.Running running = bench.start(tab, SLEEP, null);

    QueryFailure failure = cancelled(running);

    assertThat(failure.state()).isEqualTo(QueryState.CANCELLED);
    assertThat(failure.stage()).isEqualTo(CancelStage.CANCEL);
    assertThat(failure.error()).isInstanceOf(TuskError.Cancelled.class);
    assertThat(failure.sessionLost()).isFalse();
    assertThat(running.heard().events).containsExactly("started", "failed");
    assertThat(bench.storage.history().search("", 1).getFirst().outcome())
        .isEqualTo(Outcome.CANCELLED);
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void unansweredCancelEndsTheSessionAfterTwoSeconds() throws Exception {
    bench.database.loseCancels();
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    bench.cancel.cancel(tab);

    bench.clock.advance(CancelQuery.TERMINATE_AFTER.minusMillis(1));
    assertThat(running.heard().handle().cancelStage()).isEqualTo(CancelStage.CANCEL);
    bench.clock.advance(Duration.ofMillis(1));

    QueryFailure failure = running.failure();
    assertThat(failure.stage()).isEqualTo(CancelStage.TERMINATE);
    assertThat(failure.state()).isEqualTo(QueryState.CANCELLED);
    assertThat(failure.sessionLost()).isTrue();
    assertThat(failure.error().message()).contains("rolled back");
    assertThat(tab.holdsSession()).isFalse();
  }

  @Test
  void unansweredEverythingDropsTheLinkAfterFiveSecondsAndTheOutcomeIsUnknown() throws Exception {
    bench.database.loseCancels();
    bench.database.loseTerminates();
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    bench.cancel.cancel(tab);

    bench.clock.advance(CancelQuery.ABANDON_AFTER.minusMillis(1));
    assertThat(running.heard().handle().cancelStage()).isEqualTo(CancelStage.TERMINATE);
    bench.clock.advance(Duration.ofMillis(1));

    QueryFailure failure = running.failure();
    assertThat(failure.stage()).isEqualTo(CancelStage.ABANDON);
    assertThat(failure.state()).isEqualTo(QueryState.OUTCOME_UNKNOWN);
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void timersOfACancelNeverTouchTheNextStatement() throws Exception {
    cancelled(bench.start(tab, SLEEP, null));
    QueryBench.Running next = bench.start(tab, SLEEP, null);

    bench.clock.advance(Duration.ofMinutes(1));

    assertThat(next.heard().handle().cancelStage()).isEqualTo(CancelStage.NONE);
    assertThat(next.end().isDone()).isFalse();
    assertThat(bench.clock.pendingTimers()).isZero();
    cancelled(next);
  }

  @Test
  void timeLimitStopsTheStatementAndSaysSo() throws Exception {
    QueryBench.Running running = bench.start(tab, SLEEP, Duration.ofSeconds(3));

    for (int i = 0; i < 100 && !running.end().isDone(); i++) {
      bench.clock.advance(Duration.ofMillis(100));
      TimeUnit.MILLISECONDS.sleep(5);
    }

    assertThat(running.failure().error()).isEqualTo(new TuskError.TimedOut(Duration.ofSeconds(3)));
    assertThat(running.failure().state()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  void limitThatPassesAfterAPersonsCancelIsNotTheReason() throws Exception {
    bench.database.loseCancels();
    QueryBench.Running running = bench.start(tab, SLEEP, Duration.ofSeconds(1));
    bench.cancel.cancel(tab);

    bench.clock.advance(CancelQuery.TERMINATE_AFTER);

    assertThat(running.failure().error()).isInstanceOf(TuskError.Cancelled.class);
  }

  @Test
  void statementThatEndsInTimeLeavesNoTimer() {
    bench.run(tab, "select 1", Duration.ofSeconds(3));

    assertThat(bench.clock.pendingTimers()).isZero();
  }

  @Test
  void waitingForASessionCanBeStopped() throws Exception {
    SqlTab second = bench.tab("second");
    bench.run(tab, "select 1");
    bench.run(second, "select 1");
    SqlTab third = bench.tab("third");
    CompletableFuture<TuskError> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                bench.run(third, "select 1");
                return new TuskError.Bug("ran");
              } catch (TuskException failure) {
                return failure.error();
              }
            });
    while (bench.state.connections().getFirst().pool().waiting() == 0 && !end.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    bench.cancel.cancel(third);

    assertThat(end.get(10, TimeUnit.SECONDS))
        .isInstanceOfAny(TuskError.Cancelled.class, TuskError.PoolTimeout.class);
    assertThat(third.isBusy()).isFalse();
  }

  @Test
  void requestOnItsWayHoldsBackTheNextStatement() throws Exception {
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    QueryHandle handle = running.heard().handle();
    CountDownLatch underway = new CountDownLatch(1);
    CountDownLatch delivered = new CountDownLatch(1);
    CompletableFuture<Void> request =
        CompletableFuture.runAsync(
            () ->
                handle.request(
                    () -> {
                      underway.countDown();
                      try {
                        delivered.await();
                      } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    underway.await();
    while (!handle.state().isTerminal()) {
      handle.session().cancel();
      TimeUnit.MILLISECONDS.sleep(1);
    }

    assertThat(tab.isBusy()).isTrue();
    assertThat(running.end().isDone()).isFalse();

    delivered.countDown();
    running.failure();
    request.get(10, TimeUnit.SECONDS);
    assertThat(tab.isBusy()).isFalse();
  }

  @Test
  void endedExecutionSendsNoRequest() {
    QueryHandle handle = bench.run(tab, "select 1").handle();
    List<String> sent = new ArrayList<>();

    handle.request(() -> sent.add("cancel"));
    handle.awaitRequests();

    assertThat(sent).isEmpty();
  }
}
