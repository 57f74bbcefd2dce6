package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.postgres.Servers;
import org.junit.jupiter.api.Test;

/// A long statement is read before it is sent: of one that is stopped meanwhile the real server
/// hears nothing, neither of the statement nor of a cancel.
class StopBeforeSendingTest {
  private static final String LONG = "select length('" + "x".repeat(900_000) + "')";

  @Test
  void nothingIsSentOfAStatementThatIsStoppedWhileItIsRead() {
    try (ConnectionPool pool = Servers.pool();
        Session observer = Servers.lease(pool);
        Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "select 1")).isEqualTo("1");
      String before = heard(observer, session);
      assertThatThrownBy(
              () -> session.execute(StatementRequest.plain(LONG), new StoppedAtTheEnd(session)))
          .hasMessageContaining("before it was sent");
      assertThat(heard(observer, session)).isEqualTo(before);
      assertThat(Servers.value(session, "select 2")).isEqualTo("2");

      // Whoever does not look at the stop has it sent.
      var _ = session.execute(StatementRequest.plain(LONG), new StatementSink() {});
      assertThat(heard(observer, session)).isNotEqualTo(before).contains("select length");
    }
  }

  /// Is stopped in the moment in which it is asked, which is the last one before the sending.
  private record StoppedAtTheEnd(Session session) implements StatementSink {
    @Override
    public boolean wanted() {
      assertThat(session.aim()).as("what could be cancelled on the server").isEmpty();
      return false;
    }
  }

  /// What the server has heard last, and when.
  private static String heard(Session observer, Session session) {
    return String.valueOf(
        Servers.value(
            observer,
            "select query_start || left(query, 100) from pg_stat_activity where pid = "
                + session.backendPid()));
  }
}
