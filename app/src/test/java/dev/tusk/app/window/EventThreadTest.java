package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.pictures.Finder;
import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.window.ComponentThreadGuard;
import dev.tusk.harness.window.EventThreadWatch;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How late the event thread is while everything that is slow, sick or huge goes on in the real
/// window; and who calls what on it.
///
/// Judged is each delay less what the machine took of it: the time in which the event thread was
/// ready to run and did not, or in which nobody ran. What is left it has computed or waited, also
/// where something is done for the first time and classes are loaded for it.
class EventThreadTest {
  private static final double BOUND_MS = 100;
  private static final double FLOOD_MS = 50;
  private static final int MILLIONS = Boolean.getBoolean("tusk.long") ? 5_000_000 : 2_000_000;

  private final Walker walker = new Walker();
  private final Map<String, EventThreadWatch.Delays> phases = new LinkedHashMap<>();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  /// Something that a person does, or that happens to them.
  private interface Doing {
    void run() throws Exception;
  }

  @Test
  @Requirement({"FR-020", "FR-021", "SC-006", "US6.1", "US6.2", "US6.3", "E-4", "D-22"})
  void theWindowAnswersAtOnceWhateverGoesOnBehindIt(@TempDir Path data) throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    try (ServerView server = new ServerView(database);
        FaultProxy link = new FaultProxy(database.host(), database.port());
        FaultProxy mute = new FaultProxy(database.host(), database.port())) {
      prepare(server);
      mute.mute();
      RunningTusk tusk = new RunningTusk(data);
      var _ = walker.frame();
      var _ = walker.find(JTextField.class, "Connection URL");
      try (EventThreadWatch watch = new EventThreadWatch();
          ComponentThreadGuard components = walker.ask(ComponentThreadGuard::install)) {
        phase(watch, "settling", () -> pause(3000));
        phase(watch, "mute_host", () -> connectTo(mute.port()));
        phase(watch, "connecting", () -> connect(database.through(link.port())));
        phase(watch, "first_rows", () -> walker.run("select * from small"));
        phase(watch, "first_error", () -> walker.run("select nothing\nfrom nowhere"));
        phase(watch, "first_palette", this::palette);
        phase(watch, "first_tree", () -> tree("few", 50));
        phase(watch, "tree_of_5000_tables", () -> tree("many", 5000));
        phase(watch, "first_columns", () -> columns("narrow", 100));
        phase(watch, "thousand_columns", () -> columns("wide", 1000));
        phase(watch, "millions_of_rows", this::manyRows);
        phase(watch, "cell_of_100_mb", this::hugeCell);
        phase(watch, "notice_flood", this::notices);
        phase(watch, "notification_flood", () -> notifications(server));
        phase(watch, "local_store_locked", () -> lockedStore(data));
        phase(watch, "black_hole", () -> blackHole(link));
        assertThat(components.violations()).as("components touched by foreign threads").isEmpty();
      } catch (Exception | AssertionError failure) {
        walker.giveUp("event-thread");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
      Figure.exactly("adapter_calls_on_the_event_thread", tusk.guard().violations().size(), 0);
      Figure.atLeast("adapter_calls_looked_at", tusk.guard().calls(), 20);
    }
    judge();
  }

  @Test
  @Requirement({"FR-020", "FR-021", "SC-006", "E-4", "FR-019a"})
  void aKeyringThatHangsHoldsUpNobody(@TempDir Path home) throws Exception {
    Optional<String> missing = KeyringFixture.missing();
    assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String url = database.urlToPaste();
    try (KeyringFixture keyring =
        KeyringFixture.start(KeyringState.HANG, Files.createDirectory(home.resolve("desktop")))) {
      Process child =
          new JavaProcess(home)
              .with("DISPLAY", System.getenv("DISPLAY"))
              .flag("-Xmx512m")
              .keyring(keyring)
              .start(HangingKeyringChild.class.getName(), home.resolve("own").toString(), url);
      String said = child.inputReader().readAllAsString();
      assertThat(child.waitFor()).as(said + Files.readString(home.resolve("errors.txt"))).isZero();
      String[] delays =
          said.lines()
              .filter(line -> line.startsWith("delays "))
              .findFirst()
              .orElseThrow(() -> new AssertionError(said))
              .split(" ", -1);
      Calibration.print("hanging_keyring");
      Figure.report("edt_max_hanging_keyring_ms", Double.parseDouble(delays[2]));
      Figure.atMost("edt_own_hanging_keyring_ms", Double.parseDouble(delays[1]), BOUND_MS);
    }
  }

  private static void prepare(ServerView server) throws SQLException {
    server.execute("create table small as select g, md5(g::text) from generate_series(1, 2000) g");
    tables(server, "few", 50);
    tables(server, "many", 5000);
    columns(server, "narrow", 100);
    columns(server, "wide", 1000);
  }

  private static void tables(ServerView server, String schema, int tables) throws SQLException {
    server.execute("create schema " + schema);
    server.execute(
        ("do $$ begin for n in 1..%d loop execute format("
                + "'create table %s.t_%%s (id int)', lpad(n::text, 4, '0')); "
                + "if n %% 500 = 0 then commit; end if; end loop; end $$")
            .formatted(tables, schema));
  }

  private static void columns(ServerView server, String table, int columns) throws SQLException {
    server.execute(
        ("do $$ begin execute 'create table %s as select ' || (select string_agg("
                + "format('%%s as column_%%s', n, n), ', ') from generate_series(1, %d) n)"
                + " || ' from generate_series(1, 500)'; end $$")
            .formatted(table, columns));
  }

  private void phase(EventThreadWatch watch, String name, Doing doing) throws Exception {
    var _ = watch.take();
    doing.run();
    EventThreadWatch.Delays delays = watch.take();
    phases.merge(
        name, delays, (first, second) -> first.ownMillis() > second.ownMillis() ? first : second);
    System.out.printf(
        "%s: waited %.0f ms, own %.0f ms, max %.0f ms, machine %.0f ms, n %d%n%s%n",
        name,
        delays.waitedMillis(),
        delays.ownMillis(),
        delays.max(),
        delays.machineMillis(),
        delays.delays().size(),
        delays.where());
  }

  private void judge() {
    Calibration.print("event_thread");
    StringBuilder where = new StringBuilder();
    double own = 0;
    double flood = 0;
    double[] every =
        phases.values().stream()
            .flatMap(d -> d.delays().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    for (Map.Entry<String, EventThreadWatch.Delays> each : phases.entrySet()) {
      EventThreadWatch.Delays delays = each.getValue();
      Figure.report("edt_max_" + each.getKey() + "_ms", delays.max());
      Figure.report("edt_own_" + each.getKey() + "_ms", delays.ownMillis());
      Figure.report("edt_waited_" + each.getKey() + "_ms", delays.waitedMillis());
      boolean flooded = each.getKey().endsWith("_flood");
      own = Math.max(own, delays.ownMillis());
      flood = flooded ? Math.max(flood, delays.ownMillis()) : flood;
      if (delays.ownMillis() > (flooded ? FLOOD_MS : BOUND_MS)) {
        where.append(each.getKey()).append(": ").append(delays.where()).append('\n');
      }
    }
    Figure.report("edt_delays_measured", every.length);
    Figure.report("edt_delay_p999_ms", Figure.percentile(every, 0.999));
    Figure.report(
        "edt_machine_worst_wake_ms",
        phases.values().stream().mapToDouble(d -> d.machineMillis()).max().orElse(0));
    try {
      Figure.atMost("edt_max_own_delay_ms", own, BOUND_MS);
      Figure.atMost("edt_max_own_in_a_flood_ms", flood, FLOOD_MS);
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "\n" + where, late);
    }
  }

  private void connectTo(int port) {
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.type(url, "postgresql://somebody:secret@127.0.0.1:" + port + "/x?connect_timeout=2");
    walker.press(url, "ENTER");
    walker.until("the end of the attempt", () -> walker.says("Could not connect"));
    walker.rewrite(url, " ");
  }

  private void connect(PgDatabaseAddress database) {
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.rewrite(
        url,
        "postgresql://%s@%s:%d/%s"
            .formatted(database.user(), database.host(), database.port(), database.database()));
    walker.press(url, "ENTER");
    JPasswordField password = walker.focused(walker.find(JPasswordField.class, "Password"));
    walker.type(password, database.password());
    walker.press(password, "ENTER");
    var _ = walker.editor();
    pause(500);
  }

  private void palette() {
    walker.press(walker.editor(), "ctrl P");
    pause(300);
    walker.press(walker.find(JTextField.class, "Search or run a command"), "ESCAPE");
    pause(200);
  }

  private void tree(String schema, int tables) {
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    int row = walker.expand(tree, schema, 0);
    pause(200);
    var _ = walker.expand(tree, "Tables", row);
    pause(200);
    walker.until(tables + " tables", () -> tree.getRowCount() > tables);
    for (int step = 0; step < 40; step++) {
      int shown = row + step * tables / 40;
      var _ =
          walker.ask(
              () -> {
                tree.scrollRowToVisible(shown);
                return true;
              });
      pause(10);
    }
    JTextField filter = walker.find(JTextField.class, "Filter objects");
    walker.type(filter, "t_00");
    pause(300);
    walker.press(filter, "ESCAPE");
    pause(300);
  }

  private void columns(String name, int columns) {
    walker.run("select * from " + name);
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the columns", () -> table.getColumnCount() == columns);
    for (int column = 0; column < columns; column += columns / 40) {
      int at = column;
      show(table, at / 4, at);
    }
  }

  private void manyRows() {
    walker.click("How many rows of each result are fetched");
    walker.click("No limit: fetch all rows");
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select g from generate_series(1, " + MILLIONS + ") g");
    walker.press(editor, "ctrl ENTER");
    JTable table =
        walker.find(
            "the first page",
            () ->
                Walker.windows().stream()
                    .flatMap(w -> Finder.find(w, JTable.class, "Result 1").stream())
                    .filter(t -> t.getColumnCount() == 1 && t.getRowCount() > 0)
                    .findFirst());
    int seen = 0;
    while (walker.busy()) {
      show(table, (int) (walker.ask(table::getRowCount) * (seen++ % 7) / 7.0), 0);
    }
    Figure.report("rows_fetched_while_scrolling", walker.ask(table::getRowCount));
    walker.press(table, "ctrl END");
    pause(200);
    walker.press(table, "ctrl A");
    pause(500);
  }

  private void hugeCell() {
    walker.run("select repeat('x', 100 * 1024 * 1024) as huge");
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the cell", () -> table.getRowCount() == 1);
    show(table, 0, 0);
    walker.press(table, "shift ENTER");
    JPanel value = walker.find(JPanel.class, "Value of huge");
    pause(300);
    EventQueue.invokeLater(() -> SwingUtilities.getWindowAncestor(value).dispose());
    pause(200);
  }

  private void notices() {
    walker.run("do $$begin for n in 1..100000 loop raise notice 'notice %', n; end loop; end$$");
    pause(500);
  }

  /// Five thousand a second, to a session that listens, while a person works in its tab.
  private void notifications(ServerView server) throws Exception {
    walker.run("listen flood");
    Future<Void> flood =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())
            .submit(
                () -> {
                  for (int batch = 0; batch < 30; batch++) {
                    server.execute(
                        "do $$begin for n in 1..500 loop perform pg_notify('flood', '"
                            + batch
                            + " ' || n || repeat(' ', 100)); end loop; end$$");
                    pause(90);
                  }
                  return null;
                });
    int typed = 0;
    while (!flood.isDone()) {
      walker.rewrite(walker.editor(), "select " + ++typed);
      pause(100);
      if (typed % 5 == 0) {
        walker.press(walker.editor(), "ctrl ENTER");
      }
    }
    flood.get();
    walker.until("the end of the statement", () -> !walker.busy());
    walker.run("unlisten flood");
  }

  private void lockedStore(Path data) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tusk.db"));
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      walker.press(walker.editor(), "ctrl T");
      for (int n = 0; System.nanoTime() < end; n++) {
        walker.type(walker.editor(), "select " + n + " ");
        walker.press(walker.editor(), "ctrl A");
        pause(150);
        if (n == 5) {
          walker.press(walker.editor(), "ctrl ENTER");
        }
      }
      statement.execute("rollback");
    }
    walker.until("the end of the statement", () -> !walker.busy());
  }

  private void blackHole(FaultProxy link) throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select pg_sleep(60)");
    walker.press(editor, "ctrl ENTER");
    pause(300);
    link.blackhole();
    pause(500);
    walker.press(editor, "ESCAPE");
    for (int n = 0; n < 40 && walker.busy(); n++) {
      walker.type(editor, "-- " + n + "\n");
      pause(150);
    }
    walker.until("the tab is free again", () -> !walker.busy());
    link.clear();
  }

  private void show(JTable table, int row, int column) {
    var _ =
        walker.ask(
            () -> {
              table.scrollRectToVisible(table.getCellRect(row, column, true));
              table.changeSelection(row, column, false, false);
              return true;
            });
    pause(10);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
