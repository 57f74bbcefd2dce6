package dev.tusk.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    bench.stop(tab);
    return ended(running.end());
  }

  /// Lets time pass, but not enough for the next stage, until a stopped statement has ended.
  private QueryFailure ended(CompletableFuture<Optional<QueryFailure>> end) throws Exception {
    for (int i = 0; i < 1_900 && !end.isDone(); i++) {
      bench.clock.advance(Duration.ofMillis(1));
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return end.get(30, TimeUnit.SECONDS).orElseThrow();
  }

  @Test
  @Requirement({"FR-015", "US4.2"})
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
  @Requirement("E-11")
  void unansweredCancelEndsTheSessionAfterTwoSeconds() throws Exception {
    bench.database.loseCancels();
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    bench.stop(tab);

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
  @Requirement("E-11")
  void unansweredEverythingDropsTheLinkAfterFiveSecondsAndTheOutcomeIsUnknown() throws Exception {
    bench.database.loseCancels();
    bench.database.loseTerminates();
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    bench.stop(tab);

    bench.clock.advance(CancelQuery.ABANDON_AFTER.minusMillis(1));
    assertThat(running.heard().handle().cancelStage()).isEqualTo(CancelStage.TERMINATE);
    bench.clock.advance(Duration.ofMillis(1));

    QueryFailure failure = running.failure();
    assertThat(failure.stage()).isEqualTo(CancelStage.ABANDON);
    assertThat(failure.state()).isEqualTo(QueryState.OUTCOME_UNKNOWN);
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  @Requirement("US2.3")
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

    bench.clock.advance(Duration.ofSeconds(3));

    QueryFailure failure = ended(running.end());
    assertThat(failure.error()).isEqualTo(new TuskError.TimedOut(Duration.ofSeconds(3)));
    assertThat(failure.state()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  void limitThatPassesAfterAPersonsCancelIsNotTheReason() throws Exception {
    bench.database.loseCancels();
    QueryBench.Running running = bench.start(tab, SLEEP, Duration.ofSeconds(1));
    bench.stop(tab);

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
    Cancellation stop = Cancellation.create();
    CompletableFuture<TuskError> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                var _ =
                    bench.run.run(
                        third,
                        new RunRequest(StatementRequest.portal("select 1"), null, stop),
                        new QueryBench.Heard());
                return new TuskError.Bug("ran");
              } catch (TuskException failure) {
                return failure.error();
              }
            },
            QueryBench.THREADS);
    while (bench.state.connections().getFirst().pool().waiting() == 0 && !end.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    stop.cancel();

    assertThat(end.get(60, TimeUnit.SECONDS))
        .isInstanceOfAny(TuskError.Cancelled.class, TuskError.PoolTimeout.class);
    assertThat(third.isBusy()).isFalse();
  }

  @Test
  void aStopWhileTheStatementIsReadSendsNothing() {
    bench.database.whileReading(() -> bench.cancel.cancel(tab.running().orElseThrow()));
    QueryFailure failure = bench.run(tab, "create temp table t (x int)").failure();
    bench.clock.advance(Duration.ofSeconds(10));

    assertThat(failure.state()).isEqualTo(QueryState.CANCELLED);
    assertThat(failure.sessionLost()).isFalse();
    assertThat(tab.holdsSession()).isTrue();
    assertThat(tab.atStake()).isEmpty();
  }

  @Test
  void endedExecutionIsNoTarget() {
    QueryHandle handle = bench.run(tab, "select 1").handle();

    assertThat(handle.aim()).isEmpty();
  }

  @Test
  @Requirement({"E-2", "US2.3"})
  void anAimThatOutlivedItsStatementHitsNobody() throws Exception {
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    Session.Target aim = aimedAt(running.heard().handle());
    cancelled(running);
    QueryBench.Running next = bench.start(tab, SLEEP, null);
    var _ = aimedAt(next.heard().handle());

    assertThat(aim.cancel()).isFalse();
    assertThat(aim.terminate()).isFalse();
    assertThat(next.end().isDone()).isFalse();
    cancelled(next);
  }

  private static Session.Target aimedAt(QueryHandle handle) throws Exception {
    for (int i = 0; i < 10_000 && handle.aim().isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return handle.aim().orElseThrow();
  }

  @Test
  @Requirement("FR-015")
  void aTokenThatWasCancelledBeforeTheRunSendsNothing() {
    Cancellation stop = Cancellation.create();
    stop.cancel();
    QueryBench.Heard heard = new QueryBench.Heard();
    RunRequest request = new RunRequest(StatementRequest.portal("select 1"), null, stop);

    assertThat(catchThrowableOfType(TuskException.class, () -> bench.run.run(tab, request, heard)))
        .extracting(TuskException::error)
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(tab.isBusy()).isFalse();
    assertThat(tab.holdsSession()).as("leased a session").isFalse();

    bench.run(tab, "select 1");
    QueryFailure failure = bench.run.run(tab, request, heard).orElseThrow();
    assertThat(failure.state()).isEqualTo(QueryState.CANCELLED);
    assertThat(heard.events).containsExactly("started", "failed");
    assertThat(bench.registry.all()).isEmpty();
  }

  @Test
  @Requirement({"FR-015", "US4.2"})
  void aTokenStopsTheStatementThatRuns() throws Exception {
    Cancellation stop = Cancellation.create();
    QueryBench.Heard heard = new QueryBench.Heard();
    CompletableFuture<Optional<QueryFailure>> end =
        CompletableFuture.supplyAsync(
            () ->
                bench.run.run(
                    tab, new RunRequest(StatementRequest.portal(SLEEP), null, stop), heard),
            QueryBench.THREADS);
    assertThat(heard.started.await(60, TimeUnit.SECONDS)).isTrue();

    stop.cancel();

    assertThat(ended(end).state()).isEqualTo(QueryState.CANCELLED);
  }

  @Test
  @Requirement("SC-004")
  void aStormOfCancelsAsksOnceAndOnceMore() throws Exception {
    bench.database.loseCancels();
    QueryBench.Running running = bench.start(tab, SLEEP, null);
    QueryHandle handle = running.heard().handle();
    var _ = aimedAt(handle);
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 10; thread++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      bench.cancel.cancel(handle);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    bench.clock.advance(CancelQuery.TERMINATE_AFTER.minusMillis(1));

    assertThat(bench.database.cancels()).isEqualTo(2);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(running.failure().stage()).isEqualTo(CancelStage.TERMINATE);
  }
}
