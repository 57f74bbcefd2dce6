package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Imitation;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.harness.window.EventThreadWatch;
import dev.tusk.swing.kit.Screenshot;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.MouseEvent;
import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.accessibility.AccessibleContext;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JPasswordField;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text of a hostile server in every view of the real window: none of it is rendered as HTML, and
/// what would disguise it is shown.
class HostileTextTest {
  private static final String OVERRIDE = "\u202E";
  private static final double EDT_MS = 50;

  private final Walker walker = new Walker();
  private final Set<String> kinds = new TreeSet<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private int components;
  private int views;

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  @Requirement({"D-1", "D-2", "E-7"})
  void noTextOfAServerIsRenderedAsHtmlAndNoneCanHide(@TempDir Path data) throws Exception {
    try (FetchTrap trap = new FetchTrap()) {
      PgDatabaseAddress database = hostileDatabase(trap);
      RunningTusk tusk = new RunningTusk(data);
      try {
        visit(trap, database, data);
      } catch (Exception | AssertionError failure) {
        walker.giveUp("hostile-text");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
      pause(500); // pictures are fetched by threads of their own
      Figure.atLeast("html_kinds_of_server_text", kinds.size(), 25);
      Figure.atLeast("html_views_visited", views, 12);
      Figure.atLeast("html_components_looked_at", components, 500);
      Figure.exactly("html_requests", trap.requests(), 0);
    }
    assertThat(seen).as("texts that a person can read").isNotEmpty();
    assertThat(seen).noneMatch(text -> text.contains(OVERRIDE));
    assertThat(seen).anyMatch(text -> text.contains("‹U+202E›"));
  }

  @Test
  @Requirement({"D-1", "E-7"})
  void aLabelWithoutTheDoorFetchesAndIsFound() throws Exception {
    try (FetchTrap trap = new FetchTrap()) {
      JFrame bare =
          walker.ask(
              () -> {
                JFrame frame = new JFrame();
                frame.add(new JLabel(trap.bait("twin")));
                frame.setSize(300, 200);
                frame.setVisible(true);
                return frame;
              });
      assertThat(walker.ask(() -> htmlViews(bare))).hasSize(1);
      await("the twin fetches").atMost(Duration.ofSeconds(10)).until(() -> trap.requests() > 0);
      EventQueue.invokeLater(bare::dispose);
    }
  }

  /// A database full of names and texts that are HTML; every kind of text has its own bait.
  private PgDatabaseAddress hostileDatabase(FetchTrap trap) throws SQLException {
    PgFixture server = PgFixture.shared();
    String name = kind(trap, "database");
    String role = kind(trap, "role");
    server.execute(
        "drop database if exists " + quoted(name),
        "drop role if exists " + quoted(role),
        "create role " + quoted(role) + " superuser login password 'x'",
        "create database " + quoted(name));
    PgDatabaseAddress plain = server.address(name);
    try (ServerView sql = new ServerView(encodedAddress(plain))) {
      create(trap, sql);
    }
    return new PgDatabaseAddress(plain.host(), plain.port(), name, role, "x");
  }

  /// The driver's URL wants the name percent-encoded.
  private static PgDatabaseAddress encodedAddress(PgDatabaseAddress plain) {
    return new PgDatabaseAddress(
        plain.host(), plain.port(), encoded(plain.database()), plain.user(), plain.password());
  }

  private void create(FetchTrap trap, ServerView sql) throws SQLException {
    String schema = id(trap, "schema");
    sql.execute("create schema " + schema);
    String label = kind(trap, "enum label");
    sql.execute("create type %s.%s as enum ('%s')".formatted(schema, id(trap, "enum"), label));
    sql.execute("create domain %s.%s as int".formatted(schema, id(trap, "domain")));
    sql.execute("create type %s.%s as (a int)".formatted(schema, id(trap, "composite")));
    sql.execute(
        "create table %s.%s (%s int constraint %s primary key, e %s.%s default '%s', %s text)"
            .formatted(
                schema,
                id(trap, "table"),
                id(trap, "column"),
                id(trap, "constraint"),
                schema,
                id(trap, "enum"),
                label,
                "\"a" + OVERRIDE + "b\u200Bc\u0007d\""));
    sql.execute(
        "comment on table %s.%s is '%s'"
            .formatted(schema, id(trap, "table"), kind(trap, "table comment")));
    sql.execute(
        "comment on column %s.%s.%s is '%s'"
            .formatted(
                schema, id(trap, "table"), id(trap, "column"), kind(trap, "column comment")));
    sql.execute(
        "create index %s on %s.%s (e)".formatted(id(trap, "index"), schema, id(trap, "table")));
    sql.execute("create view %s.%s as select 1 a".formatted(schema, id(trap, "view")));
    sql.execute(
        "create materialized view %s.%s as select 1 a".formatted(schema, id(trap, "matview")));
    sql.execute("create sequence %s.%s".formatted(schema, id(trap, "sequence")));
    sql.execute(
        "create table %s.%s (a int) partition by list (a)"
            .formatted(schema, id(trap, "partitioned")));
    sql.execute(
        "create function %s.%s(%s int) returns int language sql as 'select 1'"
            .formatted(schema, id(trap, "function"), id(trap, "argument")));
    sql.execute("insert into %s.%s values (1)".formatted(schema, id(trap, "table")));
    sql.execute("create schema \"hid" + OVERRIDE + "den\"");
    sql.execute("alter role %s set application_name = '%s'".formatted(id(trap, "role"), "x"));
  }

  private void visit(FetchTrap trap, PgDatabaseAddress database, Path data) throws Exception {
    var _ = walker.frame();
    look("start screen");
    certificate(trap, data);
    greeting(trap);
    version(trap);
    connect(trap, database);
    look("window with a tab");
    tree();
    look("tree");
    rows(trap);
    look("grid");
    cell();
    error(trap);
    look("error");
    notices(trap);
    look("messages");
    tabs(trap);
    look("tabs");
    palette("html");
    popups();
    dialogs();
    file(data);
    withoutLooking(trap);
    walker.perform("Show the start screen");
    pause(300);
    look("start screen with a recent connection");
  }

  /// A server whose certificate is for somebody else, who is called so.
  private void certificate(FetchTrap trap, Path data) throws Exception {
    String name = kind(trap, "certificate subject");
    CertMaker maker = new CertMaker(Files.createDirectories(data.resolve("certificates")));
    Certificate shown = maker.selfSigned(CertMaker.server(name.replace("/", "\\/")));
    try (PgFixture server = PgFixture.start()) {
      shown.installIn(server.dataDirectory());
      server.execute("alter system set ssl = on", "select pg_reload_conf()");
      refused(
          "postgresql://x:y@127.0.0.1:%d/postgres?sslmode=verify-full&sslrootcert=%s"
              .formatted(server.address("postgres").port(), shown.certificate()));
      walker.until("the name in the certificate", () -> shows(name));
      look("certificate for somebody else");
    }
  }

  /// A bastion that greets so, and then says nothing that SSH knows.
  private void greeting(FetchTrap trap) throws Exception {
    String greeting = "SSH-2.0-" + kind(trap, "SSH banner").replace(" ", "_") + "\r\n";
    try (HostileServer bastion = new HostileServer(Scripts.greets(greeting))) {
      refused("postgresql://x:y@db.example/d?connect_timeout=2&ssh=me@127.0.0.1:" + bastion.port());
      look("SSH server that greets");
    }
  }

  /// A server whose version is called so.
  private void version(FetchTrap trap) throws Exception {
    PgDatabaseAddress real = PgFixture.shared().newDatabase();
    Imitation imitation =
        new Imitation(
            real.host(),
            real.port(),
            "18.6 " + kind(trap, "server version"),
            "PostgreSQL 18.6 " + kind(trap, "version()"),
            Pattern.compile("(?!)"),
            Imitation.Ways.AS_POSTGRESQL);
    try (HostileServer server = new HostileServer(imitation)) {
      to(
          "postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
              .formatted(real.user(), real.password(), server.port(), real.database()));
      var _ = walker.editor();
      walker.dismissDialogs();
      pause(300);
      look("server of another version");
      walker.perform("Show the start screen");
    }
  }

  private JTextField to(String address) {
    JTextField url = walker.focus(walker.find(JTextField.class, "Connection URL"));
    var _ =
        walker.ask(
            () -> {
              url.setText(address);
              return true;
            });
    walker.press(url, "ENTER");
    return url;
  }

  private void refused(String address) {
    JTextField url = to(address);
    walker.until("the end of the attempt", () -> walker.says("Could not connect"));
    walker.rewrite(url, " ");
  }

  /// Whether some text in a window contains these words. On the event thread.
  private static boolean shows(String words) {
    return Walker.windows().stream()
        .flatMap(window -> Finder.all(window, JTextComponent.class).stream())
        .anyMatch(text -> text.getText().contains(words));
  }

  /// A file that is called so, in the dialog that opens files and in its tab. A name cannot hold
  /// the slashes that lead to the trap.
  private void file(Path data) throws Exception {
    kinds.add("file name");
    String name = "<html><u>file" + OVERRIDE + ".sql";
    Path folder = Files.createDirectories(data.resolve("files"));
    Files.writeString(folder.resolve(name), "select 1");
    // what opens a dialog goes on only when that is closed
    Thread.ofVirtual().start(() -> walker.perform("Open SQL file"));
    JFileChooser chooser =
        walker.find(
            "the dialog for files",
            () ->
                Walker.windows().stream()
                    .flatMap(window -> Finder.all(window, JFileChooser.class).stream())
                    .findFirst());
    var _ =
        walker.ask(
            () -> {
              chooser.setCurrentDirectory(folder.toFile());
              return true;
            });
    pause(500);
    look("dialog for files");
    EventQueue.invokeLater(
        () -> {
          chooser.setSelectedFiles(new File[] {folder.resolve(name).toFile()});
          chooser.approveSelection();
        });
    JTabbedPane tabs = walker.find(JTabbedPane.class, "SQL tabs");
    walker.until(
        "the tab of the file", () -> tabs.getTitleAt(tabs.getSelectedIndex()).contains("<u>file"));
    look("tab of a file");
  }

  /// The same texts once more, and as deeply nested as they come, with nobody who keeps the event
  /// thread busy by looking at all of it.
  private void withoutLooking(FetchTrap trap) {
    try (EventThreadWatch watch = new EventThreadWatch()) {
      walker.run("select '<html>' || repeat('<b>', 3000) as deep from generate_series(1, 200)");
      pause(500);
      rows(trap);
      error(trap);
      notices(trap);
      tabs(trap);
      pause(500);
      EventThreadWatch.Delays delays = watch.take();
      Calibration.print("html");
      Figure.report("html_edt_max_ms", delays.max());
      System.out.println(delays.where());
      Figure.atMost("html_edt_own_ms", delays.ownMillis(), EDT_MS);
    }
  }

  private void connect(FetchTrap trap, PgDatabaseAddress database) {
    kind(trap, "connection name");
    var _ =
        to(
            "postgresql://%s@%s:%d/%s?application_name=%s"
                .formatted(
                    encoded(database.user()),
                    database.host(),
                    database.port(),
                    encoded(database.database()),
                    encoded(kind(trap, "application_name"))));
    JPasswordField password = walker.focused(walker.find(JPasswordField.class, "Password"));
    look("password dialog");
    walker.type(password, database.password());
    walker.press(password, "ENTER");
    var _ = walker.editor();
    pause(300);
  }

  private void tree() {
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    for (int round = 0; round < 25 && (round < 6 || walker.ask(tree::getRowCount) < 16); round++) {
      var _ =
          walker.ask(
              () -> {
                for (int row = tree.getRowCount() - 1; row >= 0; row--) {
                  Object node = tree.getPathForRow(row).getLastPathComponent();
                  String text = tree.convertValueToText(node, false, false, false, row, false);
                  if (!text.startsWith("pg_") && !text.equals("information_schema")) {
                    tree.expandRow(row);
                  }
                }
                return true;
              });
      pause(400);
    }
    var _ =
        walker.ask(
            () -> {
              for (int row = 0; row < tree.getRowCount(); row++) {
                tree.setSelectionRow(row);
                tree.scrollRowToVisible(row);
                var at = tree.getRowBounds(row);
                seen.add(
                    String.valueOf(
                        tree.getToolTipText(
                            new MouseEvent(tree, 0, 0, 0, at.x + 4, at.y + 4, 0, false))));
                Component cell =
                    tree.getCellRenderer()
                        .getTreeCellRendererComponent(
                            tree,
                            tree.getPathForRow(row).getLastPathComponent(),
                            true,
                            false,
                            false,
                            row,
                            true);
                note(cell);
              }
              return true;
            });
    assertThat(walker.ask(tree::getRowCount)).isGreaterThan(15);
  }

  private void rows(FetchTrap trap) {
    walker.run(
        "select '%s' as %s, '%s'::jsonb as j, array['%s'] as a, e.*, 'x%sy' as hidden from %s.%s e"
            .formatted(
                kind(trap, "cell"),
                id(trap, "alias"),
                "\"" + kind(trap, "json") + "\"",
                kind(trap, "array"),
                OVERRIDE,
                id(trap, "schema"),
                id(trap, "table")));
    JTable table = walker.find(JTable.class, "Result 1");
    var _ =
        walker.ask(
            () -> {
              for (int column = 0; column < table.getColumnCount(); column++) {
                table.changeSelection(0, column, false, false);
                note(table.prepareRenderer(table.getCellRenderer(0, column), 0, column));
                note(
                    table
                        .getTableHeader()
                        .getDefaultRenderer()
                        .getTableCellRendererComponent(table, "", false, false, -1, column));
              }
              table.changeSelection(0, 0, false, false);
              return true;
            });
  }

  private void cell() {
    walker.press(walker.find(JTable.class, "Result 1"), "shift ENTER");
    pause(500);
    look("cell viewer");
    walker.dismissDialogs();
    pause(200);
  }

  private void error(FetchTrap trap) {
    walker.run(
        ("do $d$ begin raise exception using message = '%s%s', detail = '%s', hint = '%s',"
                + " errcode = '23505', column = '%s', constraint = '%s', datatype = '%s',"
                + " table = '%s', schema = '%s'; end $d$")
            .formatted(
                kind(trap, "error message"),
                OVERRIDE,
                kind(trap, "error detail"),
                kind(trap, "error hint"),
                kind(trap, "error column"),
                kind(trap, "error constraint"),
                kind(trap, "error type"),
                kind(trap, "error table"),
                kind(trap, "error schema")));
    kind(trap, "error where");
    assertThat(walker.text("Error message")).startsWith("<html>").contains("‹U+202E›");
  }

  private void notices(FetchTrap trap) {
    walker.run(
        "do $d$ begin raise notice '%s'; raise warning '%s'; end $d$"
            .formatted(kind(trap, "notice"), kind(trap, "warning")));
    JTable messages = walker.find(JTable.class, "Messages");
    var _ =
        walker.ask(
            () -> {
              for (int row = 0; row < messages.getRowCount(); row++) {
                for (int column = 0; column < messages.getColumnCount(); column++) {
                  note(
                      messages.prepareRenderer(messages.getCellRenderer(row, column), row, column));
                }
              }
              return true;
            });
  }

  private void tabs(FetchTrap trap) {
    walker.run("select 1 as one -- " + kind(trap, "statement"));
    JTabbedPane tabs = walker.find(JTabbedPane.class, "SQL tabs");
    walker.perform("Rename tab");
    JTextField name = walker.focus(walker.find(JTextField.class, "Name of the tab"));
    String title = kind(trap, "tab title");
    var _ =
        walker.ask(
            () -> {
              name.setText(title);
              name.postActionEvent();
              return true;
            });
    walker.until("the title", () -> tabs.getTitleAt(tabs.getSelectedIndex()).contains("<html>"));
  }

  private void palette(String query) {
    walker.press(walker.editor(), "ctrl P");
    JTextField input = walker.find(JTextField.class, "Search or run a command");
    walker.rewrite(input, query);
    pause(300);
    look("palette");
    walker.press(input, "ESCAPE");
    pause(100);
  }

  private void popups() {
    for (String button :
        List.of("Connection of this tab", "How many rows of each result are fetched")) {
      walker.click(button);
      pause(200);
      look("menu of " + button);
      var _ =
          walker.ask(
              () -> {
                javax.swing.MenuSelectionManager.defaultManager().clearSelectedPath();
                return true;
              });
    }
    JFrame frame = walker.frame();
    JMenuBar bar = walker.find("the menus", () -> Finder.find(frame, JMenuBar.class));
    for (int menu = 0; menu < bar.getMenuCount(); menu++) {
      JMenu each = bar.getMenu(menu);
      EventQueue.invokeLater(each::doClick);
      pause(150);
      look("menu " + menu);
      var _ =
          walker.ask(
              () -> {
                javax.swing.MenuSelectionManager.defaultManager().clearSelectedPath();
                return true;
              });
    }
  }

  private void dialogs() {
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    for (String action : List.of("Edit connection", "Duplicate connection", "Remove connection")) {
      var _ =
          walker.ask(
              () -> {
                tree.setSelectionRow(0);
                return tree.requestFocusInWindow();
              });
      pause(100);
      walker.perform(action);
      boolean opened = waitForDialog();
      if (opened) {
        look(action);
        walker.dismissDialogs();
        pause(200);
      }
    }
  }

  private boolean waitForDialog() {
    for (int n = 0; n < 30; n++) {
      if (walker.ask(() -> Walker.windows().stream().anyMatch(JDialog.class::isInstance))) {
        pause(200);
        return true;
      }
      pause(50);
    }
    return false;
  }

  /// Looks at every component of every window, and paints all of them.
  private void look(String view) {
    List<String> found =
        walker.ask(
            () -> {
              List<String> html = new ArrayList<>();
              for (Window window : Walker.windows()) {
                html.addAll(htmlViews(window));
                texts(window.getAccessibleContext(), 0);
                if (window.getWidth() > 0) {
                  var _ = Screenshot.of(window, 1);
                }
              }
              return html;
            });
    views++;
    assertThat(found).as("rendered as HTML in " + view).isEmpty();
  }

  private void note(Component cell) {
    assertThat(htmlViews(cell)).isEmpty();
    if (cell instanceof JComponent component && component.getToolTipText() != null) {
      seen.add(component.getToolTipText());
    }
  }

  private void texts(AccessibleContext context, int depth) {
    if (context == null || depth > 40) {
      return;
    }
    if (context.getAccessibleName() != null) {
      seen.add(context.getAccessibleName());
    }
    int children = Math.min(context.getAccessibleChildrenCount(), 300);
    for (int child = 0; child < children; child++) {
      var next = context.getAccessibleChild(child);
      if (next instanceof Component component && component.isShowing()) {
        texts(next.getAccessibleContext(), depth + 1);
      }
    }
  }

  /// The components that Swing renders as HTML.
  private List<String> htmlViews(Component component) {
    components++;
    List<String> found = new ArrayList<>();
    if (component instanceof JComponent swing && swing.getClientProperty("html") != null) {
      found.add(swing.getClass().getName());
    }
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        found.addAll(htmlViews(child));
      }
    }
    return found;
  }

  /// A bait for one kind of text; remembers the kind.
  private String kind(FetchTrap trap, String kind) {
    kinds.add(kind);
    return trap.bait(kind.replace(" ", ""));
  }

  private String id(FetchTrap trap, String kind) {
    return quoted(kind(trap, kind));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
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
