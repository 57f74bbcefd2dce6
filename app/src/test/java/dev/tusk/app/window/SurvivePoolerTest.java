package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.Bouncer;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real pooler is restarted, and a real standby takes over from a primary that crashed, while a
/// person works in the real window: the tab is back by itself, says what was lost and runs nothing
/// twice.
@Requirement({"E-12", "E-16"})
class SurvivePoolerTest {
  private static final List<String> ACCESS =
      List.of("host all,replication postgres 127.0.0.1/32 scram-sha-256");

  private final Walker walker = new Walker();
  private final FirstSuccesses successes = new FirstSuccesses();
  private final List<String> drawn = new ArrayList<>();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  void aTabIsBackAfterTheRestartOfItsPooler(@TempDir Path data, @TempDir Path folder)
      throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    PgDatabaseAddress server = PgFixture.shared().newDatabase();
    prepare(server);
    try (Bouncer bouncer = Bouncer.start(folder, "session", server);
        ServerView view = new ServerView(server)) {
      PgDatabaseAddress pooled = server.through(bouncer.port());
      inTheWindow(
          data,
          "pooler",
          () -> {
            connect(pooled, pooled.host() + ":" + pooled.port(), "");
            settle();
          },
          () -> {
            bouncer.crash();
            walker.until("the banner", () -> walker.says("Connection lost, reconnecting"));
            pause(Duration.ofMillis(1_500));
            bouncer.resume();
            reconnected("pooler", pooled);
            assertMine();
            draw("after the restart");

            SqlTextArea editor = walker.editor();
            drawn.add("in flight");
            walker.rewrite(
                editor, "insert into orders select nextval('drawn'), 'in flight' from pg_sleep(3)");
            walker.press(editor, "ctrl ENTER");
            await("the statement").atMost(Walker.LIMIT).until(() -> view.running("sleep(3") == 1);
            bouncer.crash();
            walker.until("the end of the run", () -> !walker.busy());
            assertThat(walker.text("Error message")).contains("unknown");
            bouncer.resume();
            reconnected("pooler_in_flight", pooled);
            assertMine();
            draw("at last");
            await("the end of all").atMost(Walker.LIMIT).until(() -> view.running("sleep(3") == 0);
          });
      nothingRanTwice(view);
      assertThat(view.rows("select last_value from drawn"))
          .as("drawn, whatever was rolled back")
          .containsExactly(List.of(Integer.toString(drawn.size())));
    }
    successes.judge();
  }

  /// With an open transaction lost it waits for the person, who asks while nobody takes writes yet.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTabWorksOnWithTheStandbyThatTookOver(boolean inTransaction, @TempDir Path data)
      throws Exception {
    LocalPostgres.missing().ifPresent(reason -> assumeTrue(false, reason));
    Map<String, String> replicating = Map.of("wal_level", "replica", "max_wal_senders", "4");
    try (LocalPostgres primary = LocalPostgres.start(replicating, ACCESS, List.of())) {
      primary.execute("create database shop");
      prepare(primary.address("shop"));
      try (LocalPostgres standby = primary.standby()) {
        PgDatabaseAddress other = standby.address("shop");
        inTheWindow(
            data,
            inTransaction ? "standby_in_transaction" : "standby",
            () -> {
              connect(
                  primary.address("shop"),
                  at(primary) + "," + at(standby),
                  "?target_session_attrs=read-write");
              settle();
              assertPort(primary);
              allIsStreamed(primary);
              if (inTransaction) {
                walker.run("begin");
                walker.run("insert into orders values (0, 'rolled back')");
              }
            },
            () -> {
              primary.crash();
              if (inTransaction) {
                walker.until("the banner", () -> walker.says("Connection lost"));
                assertThat(walker.says("Lost: the open transaction")).isTrue();
                walker.click("Reconnect");
              }
              walker.until("the banner", () -> walker.says("Connection lost, reconnecting"));
              pause(Duration.ofMillis(1_500));
              assertThat(walker.says("Connection lost, reconnecting"))
                  .as("a standby takes no writes")
                  .isTrue();
              standby.promote();
              reconnected(inTransaction ? "standby_in_transaction" : "standby", other);
              assertThat(walker.says("Lost: the open transaction")).isEqualTo(inTransaction);
              assertMine();
              assertPort(standby);
              draw("on the standby");
              walker.runAndStop(other);
            });
        try (ServerView view = new ServerView(other)) {
          nothingRanTwice(view);
        }
      }
    }
    successes.judge();
  }

  private static void prepare(PgDatabaseAddress database) throws SQLException {
    try (ServerView view = new ServerView(database)) {
      view.execute("create sequence drawn");
      view.execute("create table orders (number bigint, what text)");
    }
  }

  /// Connects, and measures while something fails.
  private void inTheWindow(
      Path data, String name, EventThreadPhases.Doing before, EventThreadPhases.Doing failing)
      throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try (EventThreadPhases phases = new EventThreadPhases()) {
      before.run();
      phases.measure(name, failing);
      Calibration.print("survive_" + name);
      phases.judge("survive_" + name);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("survive-pooler");
      throw failure;
    }
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }

  private static String at(LocalPostgres server) {
    PgDatabaseAddress address = server.address("shop");
    return address.host() + ":" + address.port();
  }

  private void connect(PgDatabaseAddress database, String hosts, String options) {
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.rewrite(
        url,
        "postgresql://%s:%s@%s/%s%s"
            .formatted(database.user(), database.password(), hosts, database.database(), options));
    walker.press(url, "ENTER");
    var _ = walker.editor();
    walker.dismissDialogs();
  }

  private void settle() {
    draw("first");
    walker.run("set time zone 'Asia/Tokyo'");
    assertMine();
  }

  private void assertMine() {
    assertThat(cellOf("select current_setting('TimeZone')")).isEqualTo("Asia/Tokyo");
  }

  private void assertPort(LocalPostgres server) {
    assertThat(cellOf("select current_setting('port')"))
        .isEqualTo(Integer.toString(server.address("shop").port()));
  }

  private String cellOf(String sql) {
    walker.run(sql);
    return walker.cells().getFirst().getFirst();
  }

  /// A standby that has not heard of a row loses it with its primary.
  private static void allIsStreamed(LocalPostgres primary) throws SQLException {
    try (ServerView view = new ServerView(primary.address("shop"))) {
      await("the standby")
          .atMost(Walker.LIMIT)
          .until(
              () ->
                  view.rows(
                          "select 1 from pg_stat_replication"
                              + " where replay_lsn >= pg_current_wal_insert_lsn()")
                      .size(),
              standbys -> standbys == 1);
    }
  }

  private void draw(String what) {
    drawn.add(what);
    walker.run("insert into orders values (nextval('drawn'), '" + what + "') returning number");
    assertThat(walker.cells()).hasSize(1);
  }

  private void nothingRanTwice(ServerView view) throws SQLException {
    assertThat(view.rows("select what from orders order by number").stream().map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(drawn);
  }

  /// Waits until the tab says that it has another session, from now on when all is whole.
  private void reconnected(String name, PgDatabaseAddress whole) {
    successes.measure(
        name, whole, () -> walker.until("the new session", () -> walker.says("Reconnected")));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
