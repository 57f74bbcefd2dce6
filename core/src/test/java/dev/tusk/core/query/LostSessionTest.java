package dev.tusk.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.TransactionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of a tab whose session is lost while nothing runs.
class LostSessionTest {
  private static final Duration ENOUGH = Duration.ofSeconds(10);
  private final QueryBench bench = new QueryBench();
  private final SqlTab tab = bench.tab("Untitled 1");
  private final CheckSession check = new CheckSession(bench.clock);
  private final ReconnectTab reconnect = new ReconnectTab(bench.clock);

  @AfterEach
  void close() {
    bench.close();
  }

  private LostSession lose() {
    bench.database.cutLinks();
    return check.check(tab, false).orElseThrow();
  }

  private Recovery recover() {
    return reconnect.reconnect(tab, ENOUGH, Cancellation.create()).orElseThrow();
  }

  private TuskError refusal(String sql) {
    return catchThrowableOfType(TuskException.class, () -> bench.run(tab, sql)).error();
  }

  @Test
  void aLossIsFoundOnceAndRemembered() {
    bench.run(tab, "select 1");
    assertThat(check.check(tab, false)).isEmpty();

    LostSession lost = lose();

    assertThat(lost.cause().message()).contains("was cut");
    assertThat(lost.isReplaceable()).isTrue();
    assertThat(check.check(tab, false)).isEmpty();
    assertThat(tab.lost()).contains(lost);
    assertThat(tab.holdsSession()).isFalse();
  }

  @Test
  void settingsGoOverToTheNextSession() {
    bench.run(tab, "set application_name = 'mine'");
    bench.run(tab, "set refused_name = 'x'");
    lose();

    Recovery recovery = recover();

    assertThat(recovery.restored()).isEqualTo("application_name");
    assertThat(recovery.missing())
        .isEqualTo("setting refused_name (unrecognized configuration parameter \"refused_name\")");
    assertThat(tab.lost()).isEmpty();
    assertThat(bench.run(tab, "show application_name").cells).containsExactly("mine");
  }

  @Test
  void theNextRunGoesOnInANewSessionAndSaysSo() {
    bench.run(tab, "set application_name = 'mine'");
    lose();

    QueryBench.Heard heard = bench.run(tab, "show application_name");

    assertThat(heard.cells).containsExactly("mine");
    assertThat(heard.events)
        .contains(
            "WARNING The session of this tab had ended: this ran in a new one, with its settings"
                + " made again (application_name)");
    assertThat(bench.run(tab, "select 1").events).noneMatch(event -> event.startsWith("WARNING"));
  }

  @Test
  void aLostTransactionIsNeverGoneOnWithBeforeThePersonKnows() {
    bench.run(tab, "begin");
    LostSession lost = lose();
    assertThat(lost.transaction()).isEqualTo(TransactionState.OPEN);
    assertThat(lost.isReplaceable()).isFalse();

    assertThat(refusal("select 1").message())
        .isEqualTo(
            "This tab's session has ended, and with it the open transaction; nothing was sent. The"
                + " next run begins in a new session");
    assertThat(tab.isBusy()).isFalse();

    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
    assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
  }

  @Test
  void aLostTemporaryTableIsAskedForToo() {
    bench.run(tab, "create temp table t (x int)");
    bench.run(tab, "create temp table u (x int)");
    LostSession lost = lose();

    assertThat(lost.isReplaceable()).isFalse();
    assertThat(refusal("select count(*) from t").message()).contains("temporary tables t, u");
  }

  @Test
  void reconnectingIsTheAnswerToWhatWasAsked() {
    bench.run(tab, "begin");
    lose();

    assertThat(recover().missing()).isEqualTo("the open transaction");
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void aLossDuringARunIsToldByTheRunItself() throws Exception {
    bench.run(tab, "begin");
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);
    bench.database.cutLinks();

    assertThat(running.failure().sessionLost()).isTrue();
    assertThat(tab.lost().map(LostSession::transaction)).contains(TransactionState.OPEN);
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void aSessionIsLookedAtOnlyWhileNothingRuns() throws Exception {
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);
    assertThat(tab.isAtRest()).isFalse();
    assertThat(check.check(tab, true)).isEmpty();
    assertThat(bench.database.pings()).isZero();
    tab.close();
    running.failure();
  }

  @Test
  void aQuietSessionShowsThatItLivesBeforeAStatementIsSent() {
    bench.run(tab, "select 1");
    bench.run(tab, "select 1");
    assertThat(bench.database.pings()).isZero();
    bench.clock.advance(Duration.ofSeconds(6));
    bench.run(tab, "select 1");
    assertThat(bench.database.pings()).isEqualTo(1);

    bench.run(tab, "begin");
    bench.clock.advance(Duration.ofSeconds(6));
    bench.database.cutLinks();
    assertThat(refusal("select 1").message()).contains("nothing was sent");
  }

  @Test
  void aBusyServerCostsNoTransactionAndNoTemporaryTable() {
    bench.database.answersAfter(Duration.ofSeconds(3));
    for (String made : List.of("begin", "create temp table basket (n int)")) {
      SqlTab other = bench.tab("Untitled 2");
      bench.run(other, made);
      assertThat(check.check(other, true)).isEmpty();
      bench.clock.advance(Duration.ofSeconds(6));
      assertThat(bench.run(other, "select 1").cells).containsExactly("1");
      assertThat(other.atStake()).isNotEmpty();
      other.close();
    }

    bench.run(tab, "set application_name = 'mine'");
    assertThat(check.check(tab, true).orElseThrow().isReplaceable()).isTrue();
  }

  @Test
  void noSessionOfAClosedConnectionIsMissed() {
    bench.run(tab, "begin");
    new CloseConnection(bench.open).close(bench.config.id());

    assertThat(check.check(tab, false)).isEmpty();
    assertThat(tab.lost()).isEmpty();
    assertThat(tab.holdsSession()).isFalse();
  }

  @Test
  void aMoveToAnotherConnectionForgetsTheLoss() {
    bench.run(tab, "begin");
    lose();
    tab.use(new ConnectionId(new UUID(5, 5)));
    assertThat(tab.lost()).isEmpty();
  }

  @Test
  void anAttemptThatIsStoppedLeavesTheLossAsItWas() {
    bench.run(tab, "begin");
    LostSession lost = lose();
    Cancellation stop = Cancellation.create();
    stop.cancel();

    assertThatThrownBy(() -> reconnect.reconnect(tab, ENOUGH, stop))
        .isInstanceOf(TuskException.class);
    assertThat(tab.lost()).contains(lost);
    assertThat(recover().lost()).isEqualTo(lost);
  }

  @Test
  void aRunWaitsForAnAttemptThatIsUnderWay() throws Exception {
    SqlTab first = bench.tab("first");
    SqlTab second = bench.tab("second");
    bench.run(tab, "select 1");
    lose();
    bench.run(first, "begin");
    bench.run(second, "begin");
    // The pool has two sessions, so that the attempt waits.
    CompletableFuture<Optional<Recovery>> attempt =
        CompletableFuture.supplyAsync(
            () -> reconnect.reconnect(tab, ENOUGH, Cancellation.create()), QueryBench.THREADS);
    while (bench.state.connections().getFirst().pool().waiting() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    CompletableFuture<QueryBench.Heard> run =
        CompletableFuture.supplyAsync(() -> bench.run(tab, "select 1"), QueryBench.THREADS);
    TimeUnit.MILLISECONDS.sleep(20);
    first.close();

    assertThat(attempt.get(60, TimeUnit.SECONDS)).isPresent();
    assertThat(run.get(60, TimeUnit.SECONDS).cells).containsExactly("1");
  }

  @Test
  void theNextAttemptComesAfterATenthOfTheOutage() {
    assertThat(ReconnectTab.pause(Duration.ZERO)).isEqualTo(Duration.ofMillis(200));
    assertThat(ReconnectTab.pause(Duration.ofSeconds(8))).isEqualTo(Duration.ofMillis(800));
    assertThat(ReconnectTab.pause(Duration.ofHours(8))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anAttemptHasMorePatienceWithAFarServerAndALongOutage() {
    Duration near = Duration.ofMillis(1);
    Duration far = Duration.ofMillis(150);
    assertThat(ReconnectTab.patience(Duration.ZERO, near, ENOUGH)).isEqualTo(Duration.ofSeconds(1));
    assertThat(ReconnectTab.patience(Duration.ZERO, far, ENOUGH)).isEqualTo(Duration.ofSeconds(3));
    assertThat(ReconnectTab.patience(Duration.ofHours(1), near, ENOUGH)).isEqualTo(ENOUGH);
  }

  @Test
  void sleepIsSeenByEitherClock() {
    assertThat(check.hasSlept()).isFalse();
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(check.hasSlept()).isFalse();
    bench.clock.advance(Duration.ofMinutes(30));
    assertThat(check.hasSlept()).isTrue();
    assertThat(check.hasSlept()).isFalse();
  }

  @Test
  void whatCanPassIsTriedAgainAndWhatCannotIsNot() {
    assertThat(
            List.of(
                new TuskError.Unreachable(TuskError.Reach.REFUSED, "", "h", 1),
                new TuskError.Unreachable(TuskError.Reach.HOST_UNKNOWN, "", "h", 1),
                new TuskError.LinkLost("", null),
                new TuskError.Declined(ServerError.of("57P03", "the system is starting up"))))
        .allMatch(ReconnectTab::mayTryAgain);
    assertThat(
            List.of(
                new TuskError.Unreachable(TuskError.Reach.NOT_POSTGRES, "", "h", 1),
                new TuskError.LoginRefused(ServerError.of("28P01", ""), "u"),
                new TuskError.TlsFailed(TuskError.Tls.EXPIRED, ""),
                new TuskError.Declined(ServerError.of("3D000", "no such database"))))
        .noneMatch(ReconnectTab::mayTryAgain);
  }

  @Test
  void manyNamesAreCounted() {
    LostSession lost =
        new LostSession(
            new TuskError.LinkLost("", null),
            TransactionState.FAILED,
            new SessionHoldings(
                List.of(),
                IntStream.range(0, 8)
                    .mapToObj(
                        n ->
                            new SessionHoldings.Held(
                                n == 7 ? SessionHoldings.Kind.CHANNEL : SessionHoldings.Kind.CURSOR,
                                "n" + n))
                    .toList()));
    assertThat(Recovery.missing(lost))
        .isEqualTo("the failed transaction, cursors n0, n1, n2, n3, n4 and 2 more, channel n7");
  }
}
