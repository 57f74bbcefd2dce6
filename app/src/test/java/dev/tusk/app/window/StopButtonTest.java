package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.Recording;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JTabbedPane;
import javax.swing.Timer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The Stop button of the real window, from the click to the wire, to the server and back to what
/// the window says; while other statements run and the window repaints without a pause.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopButtonTest {
  private static final int CLICKS = Boolean.getBoolean("tusk.long") ? 1_000 : 102;
  private static final String ENDLESS = "select pg_sleep(600)";

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();
  private FaultProxy proxy;
  private ServerView server;
  private RunningTusk tusk;

  @SuppressWarnings("NullAway.Init") // the rest is made where there is a display
  StopButtonTest() {}

  /// One window for all: a second start in a process belongs after the end of the first.
  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    proxy = new FaultProxy(database.host(), database.port());
    server = new ServerView(database);
    tusk = new RunningTusk(data);
    var _ = walker.frame();
    connect();
  }

  @AfterAll
  void end() throws Exception {
    if (tusk != null) {
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
      proxy.close();
      server.close();
    }
  }

  private void connect() {
    walker.signIn(database.through(proxy.port()), "");
    var _ = walker.editor();
    walker.dismissDialogs();
    walker.run("select 1");
  }

  /// When things happened after one click, in milliseconds.
  private record Stopped(double onTheWire, double serverIdle, double shown) {}

  @Test
  @Requirement({"SC-004", "E-11", "FR-015", "US4.2"})
  void aClickIsOnTheWireAndSeenToBeDoneAtOnce() throws Exception {
    List<Stopped> all = new ArrayList<>();
    JFrame frame = walker.frame();
    Timer repaint = new Timer(16, tick -> frame.repaint());
    EventQueue.invokeLater(repaint::start);
    try (Connection outside = database.connect();
        Statement busy = outside.createStatement()) {
      round(all, CLICKS / 3);
      others(4);
      round(all, CLICKS / 3);
      others(9);
      Thread tenth = Thread.ofVirtual().start(() -> run(busy));
      round(all, CLICKS - all.size());
      busy.cancel();
      tenth.join();
      server.execute(
          "select pg_cancel_backend(pid) from pg_stat_activity where query like"
              + " '%pg_sleep(300)%' and pid <> pg_backend_pid()");
      await("the others end")
          .atMost(Walker.LIMIT)
          .until(() -> server.running("pg_sleep(300)") == 0);
    } finally {
      EventQueue.invokeLater(repaint::stop);
    }
    Calibration.print("stop");
    Figure.exactly("stop_clicks", all.size(), CLICKS);
    Figure.report(
        "stop_click_to_wire_median_ms",
        Figure.percentile(all.stream().mapToDouble(Stopped::onTheWire).toArray(), 0.5));
    Figure.atMost("stop_click_to_wire_p99_ms", p99(all, Stopped::onTheWire), 50);
    Figure.atMost("stop_click_to_server_idle_p99_ms", p99(all, Stopped::serverIdle), 150);
    Figure.atMost("stop_click_to_shown_p99_ms", p99(all, Stopped::shown), 250);
    Figure.atMost(
        "stop_click_to_tab_usable_max_ms",
        all.stream().mapToDouble(Stopped::shown).max().orElseThrow(),
        1_000);
  }

  private static double p99(List<Stopped> all, ToDoubleFunction<Stopped> figure) {
    return Figure.percentile(all.stream().mapToDouble(figure).toArray(), 0.99);
  }

  private static void run(Statement busy) {
    try {
      busy.execute("select pg_sleep(300)");
    } catch (SQLException stopped) {
      assertThat(stopped.getSQLState()).isEqualTo("57014");
    }
  }

  /// Runs statements in more tabs until so many do, and goes back to the first tab.
  private void others(int wanted) throws Exception {
    JTabbedPane tabs = walker.find(JTabbedPane.class, "SQL tabs");
    for (int have = walker.ask(tabs::getTabCount) - 1; have < wanted; have++) {
      walker.press(walker.editor(), "ctrl T");
      walker.until("the new tab", () -> walker.editorNow().getText().isEmpty());
      SqlTextArea editor = walker.editor();
      walker.rewrite(editor, "select pg_sleep(300)");
      walker.press(editor, "ctrl ENTER");
    }
    await("the others run")
        .atMost(Walker.LIMIT)
        .until(() -> server.running("pg_sleep(300)") == wanted);
    var _ =
        walker.ask(
            () -> {
              tabs.setSelectedIndex(0);
              return true;
            });
  }

  private void round(List<Stopped> all, int clicks) throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, ENDLESS);
    for (int click = 0; click < clicks; click++) {
      all.add(once(editor));
    }
  }

  private Stopped once(SqlTextArea editor) throws Exception {
    walker.press(editor, "ctrl ENTER");
    int pid = pid();
    AbstractButton stop = stop();
    Recording recording = proxy.record();
    AtomicLong clicked = new AtomicLong();
    EventQueue.invokeLater(
        () -> {
          clicked.set(System.nanoTime());
          stop.doClick(0);
        });
    while (!"idle".equals(server.state(pid))) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    long idle = System.nanoTime();
    while (walker.busy() || !walker.says("Stopped after")) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    long shown = System.nanoTime();
    long t0 = clicked.get();
    return new Stopped((sent(recording) - t0) / 1e6, (idle - t0) / 1e6, (shown - t0) / 1e6);
  }

  /// The process that runs the endless statement, once it does.
  private int pid() throws Exception {
    String asked =
        "select pid from pg_stat_activity where state = 'active' and wait_event = 'PgSleep'"
            + " and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()";
    long end = System.nanoTime() + Walker.LIMIT.toNanos();
    while (System.nanoTime() < end) {
      List<List<String>> rows = server.rows(asked);
      if (!rows.isEmpty()) {
        return Integer.parseInt(rows.getFirst().getFirst());
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    throw new AssertionError("The statement does not run");
  }

  private AbstractButton stop() {
    return walker.find(
        "the Stop button",
        () ->
            Walker.windows().stream()
                .flatMap(window -> Finder.all(window, AbstractButton.class).stream())
                .filter(b -> b.isEnabled() && Finder.name(b).equals("Stop"))
                .findFirst());
  }

  /// When the first cancel went over the wire.
  private static long sent(Recording recording) {
    return recording.first(Direction.UP, "pg_cancel_backend").orElseThrow().nanos();
  }

  @Test
  @Requirement({"E-11", "SC-004"})
  void eachStageIsNamedAndTheTabIsUsableWithinFiveSecondsInABlackHole() throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, ENDLESS);
    walker.press(editor, "ctrl ENTER");
    var _ = pid();
    AbstractButton stop = stop();
    proxy.blackhole();
    AtomicLong clicked = new AtomicLong();
    EventQueue.invokeLater(
        () -> {
          clicked.set(System.nanoTime());
          stop.doClick(0);
        });
    walker.until("the first stage", () -> walker.says("Stopping"));
    double first = since(clicked);
    walker.until("the second stage", () -> walker.says("Stopping: no answer, ending the session"));
    double second = since(clicked);
    walker.until("the end", () -> !walker.busy());
    double usable = since(clicked);
    assertThat(walker.text("Error message")).contains("dropping the link", "unknown");
    proxy.clear();
    long healed = System.nanoTime();
    walker.run("select 40 + 2 as answer");
    double next = (System.nanoTime() - healed) / 1e6;
    assertThat(walker.cells()).containsExactly(List.of("42"));
    Calibration.print("stop_in_a_black_hole");
    Figure.atMost("stop_stage_shown_ms", first, 100);
    Figure.atLeast("stop_terminate_shown_ms", second, 2_000);
    Figure.atMost("stop_terminate_shown_by_ms", second, 2_500);
    Figure.atMost("stop_in_a_black_hole_usable_ms", usable, 5_000);
    Figure.atMost("run_after_the_black_hole_ms", next, 1_000);
  }

  private static double since(AtomicLong moment) {
    return (System.nanoTime() - moment.get()) / 1e6;
  }
}
