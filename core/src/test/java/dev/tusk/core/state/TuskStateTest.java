package dev.tusk.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.OpenConnections.Change;
import dev.tusk.core.query.QueryBench;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Requirement({"FR-005", "FR-006", "FR-007", "US2.2", "US2.4"})
class TuskStateTest {
  private final QueryBench bench = new QueryBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void openConnectionIsThereWithItsServerAndItsCache() {
    assertThat(bench.state.connections())
        .extracting(LiveConnection::config)
        .containsExactly(bench.config);
    assertThat(bench.state.connection(bench.config.id()).orElseThrow().server().major())
        .isEqualTo(18);
    assertThat(bench.state.schema(bench.config.id())).isPresent();
    assertThat(bench.state.dataDirectory()).hasFileName("data");
  }

  @Test
  void removingAConnectionEndsItsQueriesAndDropsItsCache() throws Exception {
    SqlTab tab = bench.tab("Untitled 1");
    QueryBench.Running running = bench.start(tab, "select pg_sleep(30)", null);
    assertThat(bench.state.queries()).containsExactly(running.heard().handle());

    new CloseConnection(bench.open).close(bench.config.id());

    assertThat(running.failure().state().isTerminal()).isTrue();
    assertThat(bench.state.queries()).isEmpty();
    assertThat(bench.state.schema(bench.config.id())).isEmpty();
    assertThat(bench.state.connections()).isEmpty();
  }

  @Test
  void reopenedConnectionStartsWithAnEmptyCacheOfItsOwn() {
    var before = bench.state.schema(bench.config.id()).orElseThrow();
    bench.open.close();
    assertThat(bench.state.schema(bench.config.id())).isEmpty();

    QueryBench again = new QueryBench();

    assertThat(again.state.schema(again.config.id()).orElseThrow()).isNotSameAs(before);
    again.close();
  }

  @Test
  void listenersHearConnectionsGo() {
    List<Change> heard = new ArrayList<>();
    bench.state.onConnection(heard::add);

    bench.state.close();

    assertThat(heard).containsExactly(new Change.Removed(bench.config.id()));
  }
}
