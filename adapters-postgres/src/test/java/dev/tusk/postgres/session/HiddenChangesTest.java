package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a `DO` block does to the settings that the driver has overridden.
class HiddenChangesTest {
  private final ConnectionPool pool = Servers.pool();
  private final PgSession leased = (PgSession) Servers.lease(pool);
  private final PgSession session =
      new PgSession(
          leased.link(),
          new ColumnTypes(),
          ((PgPool) pool).service(),
          true,
          new SessionSetup(Map.of("datestyle", "ISO, YMD", "standard_conforming_strings", "on")),
          (ended, clean) -> leased.close());

  @BeforeEach
  void away() {
    run("set datestyle to 'ISO, DMY'");
  }

  @AfterEach
  void close() {
    session.close();
    pool.close();
  }

  @Test
  void aResetInABlockGoesBackToTheServersOrderNotToTheDrivers() {
    run("do $$begin reset datestyle; end$$");
    assertThat(order()).isEqualTo("ISO, YMD");
  }

  @Test
  void whatABlockSetsStays() {
    run("do $$begin set datestyle to 'ISO, MDY'; end$$");
    assertThat(order()).isEqualTo("ISO, MDY");
  }

  @Test
  void aTransactionThatIsRolledBackTakesTheRestoringWithIt() {
    run("begin");
    run("do $$begin reset datestyle; end$$");
    assertThat(order()).isEqualTo("ISO, YMD");
    run("rollback");
    assertThat(order()).isEqualTo("ISO, DMY");
  }

  @Test
  void stringsStayTheStandards() {
    run("do $$begin set standard_conforming_strings to off; end$$");
    assertThat(first("show standard_conforming_strings")).isEqualTo("on");
    assertThat(first("select 'a\\'")).isEqualTo("a\\");
  }

  private void run(String sql) {
    var _ = session.execute(StatementRequest.plain(sql), new CollectingSink());
  }

  private String order() {
    return first("show datestyle");
  }

  private String first(String sql) {
    CollectingSink sink = new CollectingSink();
    var _ = session.execute(StatementRequest.plain(sql), sink);
    return String.valueOf(sink.rows().getFirst().getFirst());
  }
}
