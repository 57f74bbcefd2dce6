package dev.tusk.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every [Session] must do. A fake answers to exactly the statements that are named here.
public interface SessionContract {
  /// A pool with room for two sessions, closed by the implementer after the test.
  ConnectionPool pool();

  /// Returns the numbers from 1 to `count` in a column `n` of type int4.
  default String numbers(int count) {
    return "select n from generate_series(1, " + count + ") as n";
  }

  /// Runs for half a minute and returns one row.
  default String sleeping() {
    return "select pg_sleep(30)";
  }

  /// Fails with 22012.
  default String failing() {
    return "select 1/0";
  }

  /// Sends a NOTICE `first` and a WARNING `second`.
  default String chatting() {
    return "do $$begin raise notice 'first'; raise warning 'second'; end$$";
  }

  private Session lease() {
    return pool().lease("the contract", Cancellation.create());
  }

  private static CommandOutcome run(Session session, String sql, StatementSink sink) {
    return session.execute(StatementRequest.portal(sql), sink);
  }

  private static CommandOutcome plain(Session session, String sql) {
    return session.execute(StatementRequest.plain(sql), new CollectingSink());
  }

  private static TuskError error(Session session, String sql) {
    return catchThrowableOfType(TuskException.class, () -> run(session, sql, new CollectingSink()))
        .error();
  }

  /// Starts a statement on a thread of its own and waits until the server has it.
  private static CompletableFuture<TuskError> started(Session session, String sql)
      throws InterruptedException {
    CompletableFuture<TuskError> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                CommandOutcome outcome = run(session, sql, new CollectingSink());
                end.complete(new TuskError.Bug("ended well: " + outcome));
              } catch (TuskException failure) {
                end.complete(failure.error());
              }
            });
    while (session.aim().isEmpty() && !end.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    // It was sent; the server may need a moment to receive it.
    TimeUnit.MILLISECONDS.sleep(100);
    return end;
  }

  private static TuskError await(CompletableFuture<TuskError> end) throws Exception {
    return end.get(60, TimeUnit.SECONDS);
  }

  private static boolean isCancelled(TuskError error) {
    return error instanceof TuskError.Cancelled
        || (error instanceof TuskError.StatementFailed failed
            && failed.server().sqlState().equals("57014"));
  }

  @Test
  default void rowsComeInOrderAfterTheirColumns() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink();
      CommandOutcome outcome = run(session, numbers(1234), sink);
      assertThat(sink.columns())
          .singleElement()
          .satisfies(c -> assertThat(c.name()).isEqualTo("n"));
      assertThat(sink.rows()).hasSize(1234);
      assertThat(sink.rows().getFirst()).isEqualTo(List.of("1"));
      assertThat(sink.rows().getLast()).isEqualTo(List.of("1234"));
      assertThat(outcome)
          .isEqualTo(new CommandOutcome("SELECT 1234", 1234, false, TransactionState.IDLE));
    }
  }

  @Test
  default void anEmptyResultStillHasColumns() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink();
      CommandOutcome outcome = run(session, numbers(0), sink);
      assertThat(sink.columns()).hasSize(1);
      assertThat(sink.rows()).isEmpty();
      assertThat(outcome.commandTag()).isEqualTo("SELECT 0");
    }
  }

  @Test
  default void fetchEndsAtTheLimitAndSaysThatMoreExist() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink();
      CommandOutcome outcome =
          session.execute(new StatementRequest(numbers(1000), true, null, 300), sink);
      assertThat(sink.rows()).hasSize(300);
      assertThat(outcome.rows()).isEqualTo(300);
      assertThat(outcome.moreExist()).isTrue();
      assertThat(outcome.transaction()).isEqualTo(TransactionState.IDLE);
    }
  }

  @Test
  default void aResultOfExactlyTheLimitHasNoMore() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink();
      CommandOutcome outcome =
          session.execute(new StatementRequest(numbers(300), true, null, 300), sink);
      assertThat(sink.rows()).hasSize(300);
      assertThat(outcome.moreExist()).isFalse();
    }
  }

  @Test
  default void aSinkThatHasEnoughEndsTheFetch() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink(1);
      CommandOutcome outcome = run(session, numbers(1_000_000), sink);
      assertThat(sink.rows()).hasSizeBetween(1, 100_000);
      assertThat(outcome.moreExist()).isTrue();
      assertThat(run(session, numbers(1), new CollectingSink()).rows()).isEqualTo(1);
    }
  }

  @Test
  default void anErrorLeavesTheSessionUsable() {
    try (Session session = lease()) {
      assertThat(error(session, failing()))
          .isInstanceOfSatisfying(
              TuskError.StatementFailed.class,
              failed -> assertThat(failed.server().sqlState()).isEqualTo("22012"));
      assertThat(session.isOpen()).isTrue();
      assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
      assertThat(run(session, numbers(1), new CollectingSink()).rows()).isEqualTo(1);
    }
  }

  @Test
  default void transactionLastsUntilItIsEnded() {
    try (Session session = lease()) {
      assertThat(plain(session, "begin").transaction()).isEqualTo(TransactionState.OPEN);
      assertThat(run(session, numbers(100), new CollectingSink()).transaction())
          .isEqualTo(TransactionState.OPEN);
      assertThat(error(session, failing())).isInstanceOf(TuskError.StatementFailed.class);
      assertThat(session.transactionState()).isEqualTo(TransactionState.FAILED);
      CommandOutcome rollback = plain(session, "rollback");
      assertThat(rollback.commandTag()).isEqualTo("ROLLBACK");
      assertThat(rollback.transaction()).isEqualTo(TransactionState.IDLE);
    }
  }

  @Test
  default void noticesComeInOrderBeforeTheEnd() {
    try (Session session = lease()) {
      CollectingSink sink = new CollectingSink();
      CommandOutcome outcome = session.execute(StatementRequest.plain(chatting()), sink);
      assertThat(sink.notices())
          .extracting(notice -> notice.severity() + " " + notice.server().message())
          .containsExactly("NOTICE first", "WARNING second");
      assertThat(outcome.commandTag()).isEqualTo("DO");
    }
  }

  @Test
  default void cancelStopsTheRunningStatementAndNoOther() throws Exception {
    try (Session session = lease()) {
      CompletableFuture<TuskError> end = started(session, sleeping());
      assertThat(session.cancel()).isTrue();
      assertThat(await(end)).matches(SessionContract::isCancelled);
      assertThat(session.isOpen()).isTrue();
      assertThat(run(session, numbers(2), new CollectingSink()).rows()).isEqualTo(2);
    }
  }

  @Test
  default void cancelWithoutAStatementDoesNothing() {
    try (Session session = lease()) {
      assertThat(session.cancel()).isFalse();
      run(session, numbers(1), new CollectingSink());
      assertThat(session.cancel()).isFalse();
      assertThat(run(session, numbers(2), new CollectingSink()).rows()).isEqualTo(2);
    }
  }

  @Test
  default void terminateEndsTheSession() throws Exception {
    try (Session session = lease()) {
      CompletableFuture<TuskError> end = started(session, sleeping());
      assertThat(session.terminate()).isTrue();
      assertThat(await(end)).isInstanceOf(TuskError.LinkLost.class);
      assertThat(session.isOpen()).isFalse();
    }
  }

  @Test
  default void abandonFreesABlockedStatement() throws Exception {
    try (Session session = lease()) {
      CompletableFuture<TuskError> end = started(session, sleeping());
      session.abandon();
      assertThat(await(end)).isInstanceOf(TuskError.Connection.class);
      assertThat(session.isOpen()).isFalse();
    }
  }

  @Test
  default void aClosedSessionExecutesNothing() {
    Session session = lease();
    session.close();
    session.close();
    assertThat(session.isOpen()).isFalse();
    assertThat(error(session, numbers(1))).isInstanceOf(TuskError.LinkLost.class);
  }

  @Test
  default void anOpenTransactionDoesNotReachTheNextHolder() {
    Session first = lease();
    plain(first, "begin");
    first.close();
    try (Session second = lease()) {
      assertThat(second.transactionState()).isEqualTo(TransactionState.IDLE);
      assertThat(run(second, numbers(1), new CollectingSink()).transaction())
          .isEqualTo(TransactionState.IDLE);
    }
  }

  @Test
  default void readOnlySessionWritesNothingWhateverItSets() {
    try (Session session = lease()) {
      session.readOnly(true);
      plain(session, "set default_transaction_read_only = off");
      assertThat(sqlState(session, "create temp table guarded (n int)")).isEqualTo("25006");
      session.readOnly(false);
      plain(session, "create temp table guarded (n int)");
    }
  }

  @Test
  default void transactionThatIsOpenIsMadeReadOnlyAndCanBeEnded() {
    try (Session session = lease()) {
      plain(session, "begin");
      plain(session, "create temp table kept (n int)");
      session.readOnly(true);
      assertThat(sqlState(session, "create temp table guarded (n int)")).isEqualTo("25006");
      plain(session, "rollback");
      plain(session, "begin");
      session.readOnly(false);
      assertThat(sqlState(session, "create temp table guarded (n int)")).isEqualTo("25006");
      plain(session, "rollback");
      plain(session, "create temp table guarded (n int)");
    }
  }

  private static String sqlState(Session session, String sql) {
    TuskError error = catchThrowableOfType(TuskException.class, () -> plain(session, sql)).error();
    return ((TuskError.StatementFailed) error).server().sqlState();
  }

  @Test
  default void copyWithoutDataIsNotSent() {
    try (Session session = lease()) {
      assertThat(
              catchThrowableOfType(
                      TuskException.class, () -> plain(session, "copy nothing from stdin"))
                  .error())
          .isInstanceOf(TuskError.NotSent.class);
      assertThat(session.isOpen()).isTrue();
    }
  }

  @Test
  default void nothingIsHeardAgainstASessionThatLives() {
    try (Session session = lease()) {
      assertThat(session.listen()).isEmpty();
      assertThat(session.ping(Duration.ofSeconds(2))).isEmpty();
      assertThat(session.listen()).isEmpty();
      assertThat(run(session, numbers(3), new CollectingSink()).rows()).isEqualTo(3);
    }
  }

  @Test
  default void theEndOfAnIdleSessionIsHeard() {
    try (Session session = lease()) {
      session.abandon();
      assertThat(session.listen()).containsInstanceOf(TuskError.LinkLost.class);
      assertThat(session.ping(Duration.ofSeconds(2))).containsInstanceOf(TuskError.LinkLost.class);
      assertThat(session.isOpen()).isFalse();
    }
  }

  @Test
  default void whatIsNotWantedAnyMoreIsNotSent() {
    StatementSink stopped =
        new StatementSink() {
          @Override
          public boolean wanted() {
            return false;
          }
        };
    try (Session session = lease()) {
      StatementRequest request = StatementRequest.plain("create temp table unwanted_t (x int)");
      assertThat(
              catchThrowableOfType(TuskException.class, () -> session.execute(request, stopped))
                  .error())
          .isInstanceOf(TuskError.Cancelled.class);
      assertThat(session.isOpen()).isTrue();
      assertThat(session.holdings()).isEqualTo(SessionHoldings.NONE);
      plain(session, request.sql());
      assertThat(session.holdings().held()).hasSize(1);
    }
  }

  @Test
  default void whatASessionHoldsIsKnown() {
    try (Session session = lease()) {
      assertThat(session.holdings()).isEqualTo(SessionHoldings.NONE);
      plain(session, "set application_name = 'mine'");
      plain(session, "create temp table held_t (x int)");
      assertThat(session.holdings())
          .isEqualTo(
              new SessionHoldings(
                  List.of(new SessionHoldings.Setting("application_name", "mine")),
                  List.of(
                      new SessionHoldings.Held(SessionHoldings.Kind.TEMPORARY_TABLE, "held_t"))));
    }
  }

  @Test
  default void whatARollbackUndoesIsNotHeld() {
    try (Session session = lease()) {
      plain(session, "set application_name = 'before'");
      plain(session, "begin");
      plain(session, "set application_name = 'within'");
      plain(session, "create temp table held_t (x int)");
      SessionHoldings before =
          new SessionHoldings(
              List.of(new SessionHoldings.Setting("application_name", "before")), List.of());
      assertThat(session.holdings()).isEqualTo(before);
      plain(session, "rollback");
      assertThat(session.holdings()).isEqualTo(before);
    }
  }

  @Test
  default void settingsOfOneSessionAreMadeAgainInAnother() {
    List<SessionHoldings.Setting> settings =
        List.of(
            new SessionHoldings.Setting("application_name", "it's me"),
            new SessionHoldings.Setting("refused_setting", "x"));
    try (Session session = lease()) {
      assertThat(session.restore(settings))
          .extracting(SessionHoldings.Refused::name)
          .containsExactly("refused_setting");
      assertThat(session.holdings().settings()).containsExactly(settings.getFirst());
      CollectingSink sink = new CollectingSink();
      session.execute(StatementRequest.plain("show application_name"), sink);
      assertThat(sink.rows()).containsExactly(List.of("it's me"));
    }
    try (Session next = lease()) {
      assertThat(next.holdings()).isEqualTo(SessionHoldings.NONE);
    }
  }
}
