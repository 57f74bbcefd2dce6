package dev.tusk.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.TransactionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunStatementTest {
  private final QueryBench bench = new QueryBench();
  private final SqlTab tab = bench.tab("Untitled 1");

  @AfterEach
  void close() {
    bench.close();
  }

  private List<QueryHistoryEntry> history() {
    return bench.storage.history().search("", 10);
  }

  @Test
  void resultArrivesInOrderAndEndsOnce() {
    QueryBench.Heard heard = bench.run(tab, "select 40 + 2");

    assertThat(heard.events).containsExactly("started", "columns 1", "rows 1", "finished");
    assertThat(heard.cells).containsExactly("42");
    assertThat(heard.returned()).isEmpty();
    assertThat(heard.result().type()).isEqualTo("SELECT");
    assertThat(heard.result().commandTag()).isEqualTo("SELECT 1");
    assertThat(heard.result().rows()).isEqualTo(1);
    assertThat(heard.handle().state()).isEqualTo(QueryState.COMPLETED);
  }

  @Test
  void refusedStatementFailsWithItsPositionAndLeavesTheTabUsable() {
    QueryBench.Heard heard = bench.run(tab, "selekt 1");

    assertThat(heard.events).containsExactly("started", "failed");
    assertThat(heard.failure().state()).isEqualTo(QueryState.FAILED);
    assertThat(heard.failure().info().sqlState()).isEqualTo("42601");
    assertThat(heard.failure().info().position()).isEqualTo(1);
    assertThat(heard.failure().sessionLost()).isFalse();
    assertThat(heard.returned()).contains(heard.failure());
    assertThat(tab.isBusy()).isFalse();
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void noticesAreHeardBeforeTheEnd() {
    QueryBench.Heard heard = bench.run(tab, "do $$begin raise notice 'hello'; end$$");

    assertThat(heard.events).containsExactly("started", "NOTICE hello", "finished");
    assertThat(heard.result().columns()).isEmpty();
  }

  @Test
  void everyExecutionIsInTheHistoryWithItsOutcome() {
    bench.run(tab, "select generate_series");
    bench.clock.advance(Duration.ofSeconds(1));
    bench.run(tab, "select n from generate_series(1, 250) as n");

    assertThat(history())
        .extracting(QueryHistoryEntry::outcome, QueryHistoryEntry::rows)
        .containsExactly(tuple(Outcome.COMPLETED, 250L), tuple(Outcome.FAILED, 0L));
    assertThat(history().getFirst().connectionName()).isEqualTo("shop");
    assertThat(history().getLast().sqlState()).isEqualTo("42703");
  }

  @Test
  void runningStatementIsRegisteredAndItsEndIsPublished() {
    List<QueryState> published = new ArrayList<>();
    bench.state.onQuery(handle -> published.add(handle.state()));

    bench.run(tab, "select 1");

    assertThat(published).containsExactly(QueryState.RUNNING, QueryState.COMPLETED);
    assertThat(bench.registry.all()).isEmpty();
  }

  @Test
  void listenerThatHasEnoughEndsTheFetch() {
    QueryBench.Heard heard = new QueryBench.Heard();
    StatementListener enough =
        new StatementListener() {
          @Override
          public boolean rows(RowPage page) {
            return false;
          }

          @Override
          public void finished(QueryResult result) {
            heard.finished(result);
          }
        };
    bench.run.run(
        tab,
        new RunRequest(
            StatementRequest.portal("select n from generate_series(1, 1000000) as n"), null),
        enough);

    assertThat(heard.result().moreExist()).isTrue();
    assertThat(heard.result().rows()).isEqualTo(100);
  }

  @Test
  void failingListenerFailsTheStatementAndFreesTheTab() {
    for (Throwable planned :
        List.of(new IllegalStateException("planned"), new StackOverflowError("planned"))) {
      QueryBench.Heard heard = new QueryBench.Heard();
      StatementListener broken =
          new StatementListener() {
            @Override
            public boolean rows(RowPage page) {
              switch (planned) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                default -> throw new AssertionError(planned);
              }
            }

            @Override
            public void failed(QueryFailure failure) {
              heard.failed(failure);
            }
          };
      bench.run.run(tab, new RunRequest(StatementRequest.portal("select 1"), null), broken);

      assertThat(heard.failure().error()).isInstanceOf(TuskError.Bug.class);
      assertThat(tab.isBusy()).isFalse();
      assertThat(bench.registry.all()).isEmpty();
    }
  }

  @Test
  void lostLinkFailsAndTheNextRunGetsANewSession() throws Exception {
    bench.run(tab, "begin");
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);
    bench.database.cutLinks();

    QueryFailure failure = running.failure();

    assertThat(failure.state()).isEqualTo(QueryState.FAILED);
    assertThat(failure.sessionLost()).isTrue();
    assertThat(tab.holdsSession()).isFalse();
    assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
    assertThat(bench.run(tab, "select 1").cells).containsExactly("1");
  }

  @Test
  void secondStatementInABusyTabIsRefused() throws Exception {
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);

    assertThatThrownBy(() -> bench.run(tab, "select 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("running");

    tab.close();
    assertThat(running.failure().sessionLost()).isTrue();
  }

  @Test
  void historyNamesTheConnectionEvenWhenItIsGoneAtTheEnd() throws Exception {
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);
    bench.open.close();
    running.failure();

    assertThat(history().getFirst().connectionName()).isEqualTo("shop");
  }
}
