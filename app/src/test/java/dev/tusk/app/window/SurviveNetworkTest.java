package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The network and the server fail in every way while a person works in the real window: it stays
/// alive, says what was lost, is back at once when all is whole, and runs nothing twice.
///
/// Every statement draws a number from a sequence, which no rollback gives back: what the server
/// has drawn in the end is what a person has run.
@Requirement({"SC-006", "E-4", "E-12", "E-16"})
class SurviveNetworkTest {
  private static final Duration QUIET = Duration.ofMillis(5_200);
  private static final String OWN =
      "select current_setting('search_path'), current_setting('TimeZone'), current_user";
  private static final List<String> MINE = List.of("shop, public", "Asia/Tokyo", "clerk");

  private final Walker walker = new Walker();
  private final FirstSuccesses successes = new FirstSuccesses();
  private final List<String> drawn = new ArrayList<>();
  private PgDatabaseAddress whole;

  @SuppressWarnings("NullAway.Init") // there is no server before the test
  SurviveNetworkTest() {}

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  void aPersonWorksOnWhateverTheNetworkDoes(@TempDir Path data) throws Exception {
    try (PgFixture server = PgFixture.start();
        PgFixture standby = PgFixture.start()) {
      PgDatabaseAddress home = prepare(server, server);
      PgDatabaseAddress other = prepare(standby, server);
      whole = home;
      try (FaultProxy link = new FaultProxy(home.host(), home.port())) {
        RunningTusk tusk = new RunningTusk(data);
        try (EventThreadPhases phases = new EventThreadPhases()) {
          connect(home.through(link.port()));
          settle();
          phases.measure("reset", () -> reset(link));
          phases.measure("reset_in_flight", () -> resetInFlight(link, home));
          phases.measure("killed_backend", () -> killed(home));
          phases.measure("half_open", () -> halfOpen(link));
          phases.measure("black_hole", () -> blackHole(link));
          phases.measure("slow_drip", () -> drip(link));
          phases.measure("restart", () -> restart(server));
          nothingRanTwice(home);
          phases.measure("failover", () -> failover(server, other, link));
          nothingRanTwice(other);
          Calibration.print("survive");
          phases.judge("survive");
        } catch (Exception | AssertionError failure) {
          walker.giveUp("survive");
          throw failure;
        }
        walker.close();
        assertThat(tusk.end()).as(tusk.said()).isZero();
      }
    }
    successes.judge();
  }

  /// The same database, role and password on each server.
  private static PgDatabaseAddress prepare(PgFixture server, PgFixture like) throws SQLException {
    server.execute("create database shop", "create role clerk");
    PgDatabaseAddress address = server.address("shop");
    try (ServerView view = new ServerView(address)) {
      view.execute("create schema shop");
      view.execute("create sequence public.drawn");
      view.execute("create table public.orders (number bigint, what text)");
      view.execute("grant all on schema shop, public to clerk");
      view.execute("grant all on public.drawn, public.orders to clerk");
      view.execute(
          "alter role %s password '%s'".formatted(address.user(), like.address("shop").password()));
    }
    return new PgDatabaseAddress(
        address.host(),
        address.port(),
        address.database(),
        address.user(),
        like.address("shop").password());
  }

  private void connect(PgDatabaseAddress database) {
    walker.connect(database, "");
    walker.dismissDialogs();
  }

  private void settle() {
    draw("first");
    walker.run("set search_path = shop, public");
    walker.run("set time zone 'Asia/Tokyo'");
    walker.run("set role clerk");
    assertMine();
    pause(Duration.ofSeconds(1));
  }

  private void reset(FaultProxy link) {
    draw("before the reset");
    link.resetPeer();
    reconnected("reset");
    assertMine();
    draw("after the reset");
  }

  private void resetInFlight(FaultProxy link, PgDatabaseAddress database) throws Exception {
    SqlTextArea editor = walker.editor();
    drawn.add("in flight");
    walker.rewrite(
        editor, "insert into orders select nextval('public.drawn'), 'in flight' from pg_sleep(3)");
    walker.press(editor, "ctrl ENTER");
    try (ServerView view = new ServerView(database)) {
      await("the statement").atMost(Walker.LIMIT).until(() -> view.running("sleep(3") == 1);
      link.resetPeer();
      walker.until("the end of the run", () -> !walker.busy());
      assertThat(walker.text("Error message")).contains("unknown");
      reconnected("reset_in_flight");
      assertMine();
      await("its end on the server").atMost(Walker.LIMIT).until(() -> view.running("sleep(3") == 0);
    }
  }

  private void killed(PgDatabaseAddress database) throws Exception {
    walker.run("begin");
    draw("in a transaction");
    try (ServerView view = new ServerView(database)) {
      view.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where state = 'idle in transaction'");
      walker.until("the banner", () -> walker.says("Connection lost"));
      assertThat(walker.says("Lost: the open transaction")).isTrue();
      assertThat(walker.says("Connection lost, reconnecting")).isFalse();
      textIsEditableAndResultsAreThere();
      pause(Duration.ofMillis(1_500));
      assertThat(walker.says("Connection lost")).as("nobody was asked yet").isTrue();
      assertThat(view.rows("select count(*) from orders where what = 'in a transaction'"))
          .containsExactly(List.of("0"));
    }
    walker.click("Reconnect");
    reconnected("killed_backend");
    assertThat(walker.says("Lost: the open transaction")).isTrue();
    assertMine();
  }

  private void textIsEditableAndResultsAreThere() {
    assertThat(walker.ask(() -> walker.editorNow().isEditable())).isTrue();
    walker.rewrite(walker.editor(), "-- written while the link was down");
    assertThat(walker.content(walker.editor())).isEqualTo("-- written while the link was down");
    assertThat(walker.cells()).hasSize(1);
    walker.until(
        "the mark of a stale result",
        () ->
            Walker.windows().stream()
                .flatMap(window -> Finder.all(window, AbstractButton.class).stream())
                .anyMatch(tab -> Finder.name(tab).endsWith("· stale")));
  }

  private void halfOpen(FaultProxy link) {
    draw("before the firewall forgot");
    link.halfOpen();
    pause(QUIET);
    SqlTextArea editor = walker.editor();
    drawn.add("after the firewall forgot");
    walker.rewrite(editor, number("after the firewall forgot"));
    firstSuccess(
        "half_open",
        () -> {
          walker.press(editor, "ctrl ENTER");
          walker.until("the end", () -> !walker.busy());
        });
    assertThat(walker.cells()).hasSize(1);
    assertMine();
  }

  private void blackHole(FaultProxy link) throws Exception {
    draw("before the black hole");
    link.blackhole();
    pause(QUIET);
    SqlTextArea editor = walker.editor();
    drawn.add("in the black hole");
    walker.rewrite(editor, number("in the black hole"));
    walker.press(editor, "ctrl ENTER");
    pause(Duration.ofSeconds(2));
    assertThat(walker.busy()).isTrue();
    assertThat(walker.ask(() -> walker.editorNow().isEditable())).isTrue();
    link.clear();
    firstSuccess("black_hole", () -> walker.until("the end", () -> !walker.busy()));
    assertMine();
  }

  private void drip(FaultProxy link) throws Exception {
    link.slicer(32, Duration.ofMillis(10));
    draw("drop by drop");
    walker.run("select g, md5(g::text) from generate_series(1, 100) g");
    assertThat(walker.cells()).hasSize(100);
    pause(Duration.ofSeconds(1));
    assertThat(walker.says("Connection lost")).isFalse();
    link.clear();
    assertMine();
  }

  private void restart(PgFixture server) {
    draw("before the restart");
    server.stop();
    walker.until("the banner", () -> walker.says("Connection lost, reconnecting"));
    textIsEditableAndResultsAreThere();
    pause(Duration.ofSeconds(2));
    server.resume();
    reconnected("restart");
    assertMine();
    draw("after the restart");
  }

  /// What had the address has died, and another server has it.
  private void failover(PgFixture server, PgDatabaseAddress other, FaultProxy link)
      throws Exception {
    drawn.clear();
    assertMine();
    server.crash();
    walker.until("the banner", () -> walker.says("Connection lost, reconnecting"));
    pause(Duration.ofSeconds(1));
    link.moveTo(other.port());
    whole = other;
    reconnected("failover");
    assertMine();
    draw("on the standby");
    walker.runAndStop(other);
  }

  /// Waits until the tab says that it has another session, from now on when all is whole.
  private void reconnected(String name) {
    firstSuccess(name, () -> walker.until("the new session", () -> walker.says("Reconnected")));
  }

  private void firstSuccess(String name, Runnable success) {
    successes.measure(name, whole, success);
  }

  private void draw(String what) {
    drawn.add(what);
    walker.run(number(what));
    assertThat(walker.cells()).hasSize(1);
  }

  private static String number(String what) {
    return "insert into orders values (nextval('public.drawn'), '" + what + "') returning number";
  }

  private void assertMine() {
    walker.run(OWN);
    assertThat(walker.cells()).containsExactly(MINE);
  }

  private void nothingRanTwice(PgDatabaseAddress database) throws SQLException {
    try (ServerView view = new ServerView(database)) {
      int ran = Integer.parseInt(view.rows("select last_value from drawn").getFirst().getFirst());
      Figure.exactly("survive_statements_run_again", ran - drawn.size(), 0);
    }
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
