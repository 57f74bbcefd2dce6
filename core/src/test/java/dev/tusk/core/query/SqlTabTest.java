package dev.tusk.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqlTabTest {
  private final QueryBench bench = new QueryBench();
  private final SqlTab tab = bench.tab("Untitled 1");

  @AfterEach
  void close() {
    bench.close();
  }

  private int inUse() {
    return bench.state.connections().getFirst().pool().inUse();
  }

  @Test
  void sessionIsLeasedAtTheFirstRunAndKept() {
    assertThat(inUse()).isZero();
    String pid = bench.run(tab, "select pg_backend_pid()").cells.getFirst();

    assertThat(tab.holdsSession()).isTrue();
    assertThat(bench.run(tab, "select pg_backend_pid()").cells).containsExactly(pid);
    assertThat(inUse()).isEqualTo(1);
  }

  @Test
  void stateSurvivesFromRunToRunAndStaysInItsTab() {
    SqlTab other = bench.tab("Untitled 2");
    bench.run(tab, "set application_name = 'mine'");
    bench.run(tab, "create temp table t (x int)");
    bench.run(tab, "begin");

    assertThat(bench.run(tab, "show application_name").cells).containsExactly("mine");
    assertThat(tab.transaction()).isEqualTo(TransactionState.OPEN);
    assertThat(bench.run(other, "select count(*) from t").failure().info().sqlState())
        .isEqualTo("42P01");
    assertThat(other.transaction()).isEqualTo(TransactionState.IDLE);
  }

  @Test
  void closedTabGivesItsSessionBackAndRunsNothing() {
    bench.run(tab, "begin");

    tab.close();
    tab.close();

    assertThat(inUse()).isZero();
    assertThatThrownBy(() -> bench.run(tab, "select 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingARunningTabCutsTheStatementAndGivesTheSessionBack() throws Exception {
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);

    tab.close();

    assertThat(running.failure().sessionLost()).isTrue();
    assertThat(inUse()).isZero();
  }

  @Test
  void movedTabLeavesItsSessionBehind() {
    bench.run(tab, "begin");
    ConnectionId other = new ConnectionId(new UUID(5, 5));

    tab.use(other);

    assertThat(inUse()).isZero();
    assertThat(tab.connection()).contains(other);
    assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
    assertThat(
            catchThrowableOfType(TuskException.class, () -> bench.run(tab, "select 1"))
                .error()
                .message())
        .contains("connect first");
    assertThat(tab.isBusy()).isFalse();
  }

  @Test
  void busyTabCannotBeMoved() throws Exception {
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);

    assertThatThrownBy(() -> tab.use(new ConnectionId(new UUID(5, 5))))
        .isInstanceOf(IllegalStateException.class);

    tab.close();
    running.failure();
  }

  @Test
  @Requirement({"FR-013a", "EC-3"})
  void fullPoolNamesTheTabsThatHoldItsSessions() {
    bench.run(tab, "begin");
    bench.run(bench.tab("Untitled 2"), "begin");
    SqlTab third = bench.tab("Untitled 3");

    TuskError error =
        catchThrowableOfType(TuskException.class, () -> bench.run(third, "select 1")).error();

    assertThat(error)
        .isInstanceOfSatisfying(
            TuskError.PoolTimeout.class,
            timeout -> assertThat(timeout.holders()).containsExactly("Untitled 1", "Untitled 2"));
    assertThat(third.isBusy()).isFalse();
  }

  @Test
  void tabWithoutAConnectionSaysSo() {
    SqlTab loose = new SqlTab(new TabId(new UUID(9, 9)), "loose", bench.open);

    assertThatThrownBy(() -> bench.run(loose, "select 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no connection");
  }

  @Test
  void connectionOfTheBenchIsTheTabs() {
    ConnectionConfig config = bench.config;
    assertThat(tab.connection()).contains(config.id());
    tab.rename("report");
    assertThat(tab.title()).isEqualTo("report");
  }
}
