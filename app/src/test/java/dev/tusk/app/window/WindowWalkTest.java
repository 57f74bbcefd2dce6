package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.task.EdtWatchdog;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.swing.JFrame;
import javax.swing.JLayeredPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole main job in the real window, on real servers: connect, run, stop, error, close, start
/// again.
class WindowWalkTest {
  private static final String PEOPLE =
      "select id, name, amount, born, tags, note from people order by id";
  private static final int MILLION = 1_000_000;

  private final Walker walker = new Walker();

  static List<Integer> majors() {
    return PgFixture.majors();
  }

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @ParameterizedTest
  @MethodSource("majors")
  @Requirement({"FR-002", "US1.2", "E-18"})
  void aDaysWorkFromTheFirstStartToTheNext(int major, @TempDir Path data) throws Exception {
    try {
      walk(major, data);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("walk-" + major);
      throw failure;
    }
  }

  private void walk(int major, Path data) throws Exception {
    PgDatabaseAddress database = PgFixture.shared(major).newDatabase();
    try (ServerView server = new ServerView(database);
        StallWatch machine = new StallWatch()) {
      server.execute(
          "create table people (id int, name text, amount numeric(12,2), born date, tags text[],"
              + " note jsonb)");
      server.execute(
          "insert into people select n, case when n % 7 = 0 then null else 'Zoë ' || n end,"
              + " n * 1.25, date '2000-02-29' + n, array['a', 'b,' || n],"
              + " jsonb_build_object('n', n) from generate_series(1, 100) n");
      RunningTusk first = new RunningTusk(data);
      var _ = walker.frame();
      try (EdtWatchdog watchdog = new EdtWatchdog()) {
        connect(database);
        rowsAreTheServers(server);
        theKeyboardShowsWhereItIs();
        aMillionRowsAreStopped();
        aRunawayIsCancelled(server);
        anErrorMarksItsToken();
        errorsAreMarkedWhateverStandsBeforeThem();
        sessionsBelongToTheirTabs();
        say(major, watchdog, machine);
      }
      Desk before = leaveWork();
      walker.close();
      assertThat(first.end()).as(first.said()).isZero();
      await("no session is left").atMost(Walker.LIMIT).until(() -> server.sessions() == 0);

      RunningTusk second = new RunningTusk(data);
      workIsBack(before, database);
      walker.close();
      assertThat(second.end()).as(second.said()).isZero();
    }
  }

  private void connect(PgDatabaseAddress database) {
    walker.signIn(database, "");
    assertThat(walker.content(walker.editor())).isEmpty();
    walker.dismissDialogs();
    walker.until("an open padlock", () -> walker.says("Not encrypted"));
  }

  private void rowsAreTheServers(ServerView server) throws Exception {
    walker.run(PEOPLE);
    assertThat(walker.cells()).hasSize(100).isEqualTo(server.rows(PEOPLE));
  }

  /// Without a window manager nobody surely has the focus, and one that comes late takes the line
  /// away: so F6 is pressed until it stays.
  private void theKeyboardShowsWhereItIs() {
    SqlTextArea editor = walker.editor();
    assertThat(walker.ask(this::frames)).isEmpty();
    Rectangle first = pressed(editor);
    assertThat(first.width).isPositive();
    assertThat(first.height).isPositive();
    var _ = pressed(editor);
  }

  /// Presses F6 until exactly one line is there.
  private Rectangle pressed(SqlTextArea editor) {
    return await("the frame")
        .atMost(Walker.LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              walker.press(editor, "F6");
              return walker.ask(
                  () -> Optional.of(frames()).filter(all -> all.size() == 1).map(List::getFirst));
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private JLayeredPane layers() {
    return Walker.windows().stream()
        .filter(JFrame.class::isInstance)
        .map(w -> ((JFrame) w).getLayeredPane())
        .findFirst()
        .orElseThrow();
  }

  /// Where F6 has drawn its line.
  private List<Rectangle> frames() {
    return Arrays.stream(layers().getComponents())
        .filter(c -> "focus frame".equals(c.getName()))
        .map(Component::getBounds)
        .toList();
  }

  private void aMillionRowsAreStopped() {
    walker.click("How many rows of each result are fetched");
    walker.click("No limit: fetch all rows");
    SqlTextArea editor = walker.editor();
    walker.rewrite(
        editor,
        "select g, md5(g::text) as a, repeat('x', 200) as b from generate_series(1, "
            + MILLION
            + ") g");
    walker.press(editor, "ctrl ENTER");
    int seen =
        walker.find(
            "the first page while the rest is still coming",
            () ->
                Walker.windows().stream()
                    .flatMap(w -> Finder.find(w, JTable.class, "Result 1").stream())
                    .filter(table -> table.getColumnCount() == 3 && table.getRowCount() > 0)
                    .map(JTable::getRowCount)
                    .findFirst());
    assertThat(seen).isLessThan(MILLION);
    assertThat(walker.busy()).isTrue();
    walker.press(editor, "ESCAPE");
    walker.until("the stop", () -> !walker.busy());
    walker.click("Result 1");
    assertThat(walker.cellsCount()).isBetween(1, MILLION - 1);
    walker.run("select 40 + 2 as answer");
    assertThat(walker.cells()).containsExactly(List.of("42"));
  }

  private void aRunawayIsCancelled(ServerView server) throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select pg_sleep(600)");
    walker.press(editor, "ctrl ENTER");
    await("the server runs it").atMost(Walker.LIMIT).until(() -> server.running("pg_sleep") == 1);
    walker.press(editor, "ESCAPE");
    walker.until("the stop", () -> !walker.busy());
    assertThat(server.running("pg_sleep")).isZero();
    assertThat(walker.says("57014")).as("the panel says that it was stopped").isTrue();
  }

  private void anErrorMarksItsToken() {
    walker.run("select id,\n  nmae\nfrom people");
    SqlTextArea editor = walker.editor();
    assertThat(walker.text("Error message")).isEqualTo("column \"nmae\" does not exist");
    assertThat(walker.text("Hint")).contains("people.name");
    assertThat(walker.says("42703")).isTrue();
    int[] mark = walker.find("the mark", () -> Optional.ofNullable(editor.error()));
    assertThat(walker.content(editor).substring(mark[0], mark[1])).isEqualTo("nmae");
    assertThat(walker.ask(editor::getCaretPosition)).isEqualTo(mark[0]);
    walker.press(editor, "alt ENTER");
    assertThat(walker.content(editor)).contains("name");
  }

  /// Scripts whose wrong token stands between two `¤`.
  private static final List<String> WRONG =
      List.of(
          "select '😀🐘𝔘', ¤nmae¤ from people",
          "-- 🐘 ünïcode\n/* a /* b */ 😀 */\nselect id,\n\t¤nmae¤\nfrom people",
          "select 1 as \"𝔘\";\r\nselect '😀';\r\n\r\nselect ¤nmae¤ from people;\r\nselect 2",
          "\r\n\r\n-- 𝔘\r\nselect '😀' as fromm ¤people¤",
          """
          select 1;
          -- 🐘 ; '
          select $a$ ; 😀 $a$ as x;\r
          \tselect é.id, ¤é.nmae¤ from people é\
          """,
          "begin;\r\nselect '🐘';\nselect id from ¤peeple¤ where note is null;\r\nrollback");

  /// Pasted, since a keyboard has neither elephants nor the line ends of another system, and run as
  /// scripts.
  private void errorsAreMarkedWhateverStandsBeforeThem() {
    SqlTextArea editor = walker.editor();
    for (String script : WRONG) {
      String unix = script.replace("\r\n", "\n");
      int start = unix.indexOf('¤');
      String token = unix.substring(start + 1, unix.lastIndexOf('¤'));
      Toolkit.getDefaultToolkit()
          .getSystemClipboard()
          .setContents(new StringSelection(script.replace("¤", "")), null);
      walker.press(editor, "ctrl A");
      walker.press(editor, "ctrl V");
      walker.until("the pasted script", () -> editor.getText().equals(unix.replace("¤", "")));
      walker.press(editor, "ctrl shift ENTER");
      int[] mark =
          walker.find(
              "the mark in " + script,
              () -> Optional.ofNullable(editor.error()).filter(there -> there[0] == start));
      walker.until("the end of " + script, () -> !walker.busy());
      assertThat(unix.replace("¤", "").substring(mark[0], mark[1])).isEqualTo(token);
      assertThat(walker.ask(editor::getCaretPosition)).as(script).isEqualTo(start);
    }
    walker.run("rollback");
  }

  private void sessionsBelongToTheirTabs() {
    walker.run("begin");
    walker.until("the transaction", () -> walker.says("In transaction"));
    walker.run("create temp table mine as select 7 as n");
    assertThat(walker.says("In transaction")).isTrue();
    walker.run("commit");
    walker.until("the end of the transaction", () -> !walker.says("In transaction"));
    walker.run("select n from mine");
    assertThat(walker.cells()).containsExactly(List.of("7"));

    walker.press(walker.editor(), "ctrl T");
    walker.until("the new tab", () -> walker.editorNow().getText().isEmpty());
    walker.run("select n from mine");
    assertThat(walker.text("Error message")).isEqualTo("relation \"mine\" does not exist");
  }

  /// What must be there again at the next start.
  private record Desk(List<String> titles, int front, List<String> texts, int caret) {}

  private Desk leaveWork() {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "-- half a thought: ß €\nselect 1 +");
    for (int left = 0; left < 4; left++) {
      walker.press(editor, "LEFT");
    }
    return desk();
  }

  private Desk desk() {
    JTabbedPane tabs = walker.find(JTabbedPane.class, "SQL tabs");
    return walker.ask(
        () -> {
          List<String> titles = new ArrayList<>();
          List<String> texts = new ArrayList<>();
          for (int tab = 0; tab < tabs.getTabCount(); tab++) {
            titles.add(tabs.getTitleAt(tab));
            texts.add(Objects.requireNonNull(Walker.editorIn(tabs.getComponentAt(tab))).getText());
          }
          return new Desk(
              titles, tabs.getSelectedIndex(), texts, walker.editorNow().getCaretPosition());
        });
  }

  private void workIsBack(Desk before, PgDatabaseAddress database) {
    walker.until(
        "the text",
        () ->
            Walker.windows().stream().anyMatch(w -> Finder.find(w, SqlTextArea.class).isPresent()));
    assertThat(desk()).isEqualTo(before);
    assertThat(before.titles()).hasSize(2);
    assertThat(before.caret()).isEqualTo("-- half a thought: ß €\nselect 1 +".length() - 4);
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    String name = database.database() + "@" + database.host();
    walker.until(
        "the connection",
        () ->
            tree.getRowCount() == 1
                && tree.convertValueToText(
                        tree.getPathForRow(0).getLastPathComponent(), false, false, false, 0, false)
                    .equals(name));
  }

  /// Reported, not asserted: on a machine that is busy with other work the delays are its own.
  private static void say(int major, EdtWatchdog watchdog, StallWatch machine) {
    System.out.println(
        "FIGURE edt_max_delay_ms="
            + watchdog.worstMillis()
            + " bound=100 postgres="
            + major
            + " machine_max_delay_ms="
            + machine.worstMillis());
  }
}
