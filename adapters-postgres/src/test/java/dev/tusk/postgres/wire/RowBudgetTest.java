package dev.tusk.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import org.junit.jupiter.api.Test;

/// What an answer took of the memory is given back however the answer ends.
class RowBudgetTest {
  private static final String LARGE =
      "select i, repeat('x', 1000) from generate_series(1, 50000) i";

  private final PgDatabaseAddress real = PgFixture.shared().address("postgres");
  private final long before = RowBudget.shared().taken();

  @Test
  void loginsThatAreRefusedTakeNothing() {
    PgDatabaseAddress wrong =
        new PgDatabaseAddress(
            real.host(), real.port(), "no_such_database", real.user(), real.password());
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> Servers.pool(wrong, ConnectionOptions.DEFAULTS))
          .isInstanceOf(TuskException.class);
    }
    assertThat(RowBudget.shared().taken()).isLessThanOrEqualTo(before);
  }

  @Test
  void aLinkThatIsCutInTheMiddleTakesNothing() {
    try (ConnectionPool pool = Servers.pool()) {
      Session session = Servers.lease(pool);
      long[] inTheMiddle = {0};
      assertThatThrownBy(
              () ->
                  session.execute(
                      StatementRequest.plain(LARGE),
                      new StatementSink() {
                        private int pages;

                        @Override
                        public boolean rows(RowPage page) {
                          inTheMiddle[0] = Math.max(inTheMiddle[0], RowBudget.shared().taken());
                          if (++pages == 4) {
                            session.abandon();
                          }
                          return true;
                        }
                      }))
          .isInstanceOf(TuskException.class);
      assertThat(inTheMiddle[0]).as("what is counted in the middle").isGreaterThan(before);
      session.close();
    }
    assertThat(RowBudget.shared().taken()).isLessThanOrEqualTo(before);
  }

  @Test
  void theServersLastWordsTakeNothing() throws Exception {
    try (ConnectionPool pool = Servers.pool();
        Observer server = new Observer(real)) {
      Session session = Servers.lease(pool);
      server.value("select pg_terminate_backend(" + session.backendPid() + ", 30000)");
      while (session.listen().isEmpty()) {
        Thread.onSpinWait();
      }
      session.close();
    }
    assertThat(RowBudget.shared().taken()).isLessThanOrEqualTo(before);
  }
}
