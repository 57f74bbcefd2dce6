package dev.tusk.harness.evil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// The scripts against the bare driver.
class HostileServerTest {
  private final PgDatabaseAddress real = PgFixture.shared().address("postgres");

  @Test
  void aServerThatStartsDeclinesWithItsCode() throws Exception {
    try (var server = new HostileServer(Scripts.startingUp())) {
      assertThatThrownBy(() -> real.through(server.port()).connect().close())
          .isInstanceOfSatisfying(
              SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("57P03"));
    }
  }

  @Test
  void whatTheClientSentIsKept() throws Exception {
    try (var server = new HostileServer(Scripts.full())) {
      assertThatThrownBy(() -> real.through(server.port()).connect().close())
          .hasMessageContaining("too many clients");
      FrontendMessage startup = server.received().getLast();
      assertThat(startup.code()).isEqualTo(196608);
      assertThat(Scripts.startupParameter(startup, "user")).isEqualTo(real.user());
      assertThat(Scripts.startupParameter(startup, "database")).isEqualTo("postgres");
    }
  }

  @Test
  void aTrueSessionGoesThroughUntilTheLie() throws Exception {
    Script lie =
        Scripts.answer(
            Frames.columns("n"), Frames.row("43"), Frames.complete("SELECT 1"), Frames.ready('I'));
    try (var server =
            new HostileServer(Scripts.lieAt(real.host(), real.port(), "select 42 /* lie */", lie));
        Connection connection = real.through(server.port()).connect()) {
      assertThat(answer(connection, "select 41")).isEqualTo("41");
      assertThat(answer(connection, "select 42 /* lie */")).isEqualTo("43");
    }
  }

  private static String answer(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(0);
      try (var rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
