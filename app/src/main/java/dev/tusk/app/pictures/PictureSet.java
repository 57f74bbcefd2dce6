package dev.tusk.app.pictures;

import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.app.demo.DemoServer;
import dev.tusk.app.demo.SampleSource;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.editor.TabPhase;
import dev.tusk.swing.editor.TabPresenter;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.awt.Component;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.swing.JCheckBox;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;

/// Plays the scenes and writes each of them light and dark.
final class PictureSet {
  /// Texts are laid out for the pixels of the screen; at 2 their last letters would be cut off.
  private static final int SCALE = 1;
  private static final Duration RUNS_FOR = Duration.ofMillis(4_200);

  private final Program program;
  private final DemoServer demo;
  private final Path scratch;
  private final Path folder;

  /// @param scratch takes files that are shown
  /// @param folder takes the pictures
  PictureSet(Program program, DemoServer demo, Path scratch, Path folder) {
    this.program = program;
    this.demo = demo;
    this.scratch = scratch;
    this.folder = folder;
  }

  void make() throws IOException {
    CompositionRoot parts = program.parts();
    SampleSource sample = new SampleSource(program, demo);
    ConnectionConfig test =
        save(parts, "shop-test", "alice", "db.shop.test", 5432, "shop", Stage.TEST, 1);
    ConnectionConfig production =
        save(
            parts,
            "shop-production",
            "payout_admin",
            "db.shop.example",
            5432,
            "shop",
            Stage.PRODUCTION,
            26);
    var _ =
        save(
            parts,
            "analytics",
            "reader",
            "localhost",
            5433,
            "warehouse",
            Stage.DEVELOPMENT,
            24 * 4);
    var _ =
        save(parts, "billing-test", "billing", "10.20.0.31", 5432, "billing", Stage.TEST, 24 * 11);
    var _ = parts.connections().save(demo.endpoint().config(), null);
    parts
        .connectionStore()
        .touch(demo.endpoint().config().id(), parts.clock().now().minusSeconds(300));
    try (OpenWindow window = new OpenWindow(parts, sample)) {
      start(window);
      connect(window, sample.call(), test.id(), production.id());
      main(window);
      error(window);
      running(window);
      lost(window);
      imported(window);
    }
  }

  private static ConnectionConfig save(
      CompositionRoot parts,
      String name,
      String user,
      String host,
      int port,
      String database,
      Stage stage,
      int hoursAgo) {
    ConnectionConfig config =
        new ConnectionConfig(
            new ConnectionId(parts.ids().next()),
            name,
            host,
            port,
            database,
            user,
            SslMode.PREFER,
            stage,
            false,
            ConnectionOptions.DEFAULTS);
    var _ = parts.connections().save(config, null);
    Instant used = parts.clock().now().minus(Duration.ofHours(hoursAgo));
    parts.connectionStore().touch(config.id(), used);
    return config;
  }

  private void start(OpenWindow window) throws IOException {
    window.await(
        "the saved connections",
        () ->
            Finder.all(window.window(), javax.swing.JList.class).stream()
                .anyMatch(list -> list.getModel().getSize() == 5));
    both(window, "start");
  }

  private static void connect(
      OpenWindow window, ConnectionId shop, ConnectionId test, ConnectionId production) {
    window.await("a tab on the sample", () -> !window.tabs().tabs().isEmpty());
    window.run(
        () -> {
          front(window).rename("orders_by_spend.sql");
          open(window, shop, "Untitled 2", "select * from shop.open_orders;");
          open(window, test, "stock_check.sql", "select * from shop.low_stock;");
          open(window, production, "refunds.sql", "select * from billing.refunds;");
          window.tabs().select(0);
        });
    window.await("the version of the server", () -> window.tabs().front().isPresent());
  }

  private static void open(OpenWindow window, ConnectionId id, String title, String text) {
    window
        .shell()
        .intents()
        .send(new StandardIntents.OpenSqlTab(id.toString(), title, text, false));
  }

  private void main(OpenWindow window) throws IOException {
    write(window, Scenes.ORDERS, Scenes.ORDERS.indexOf("select r.id"));
    JTree tree = window.find(JTree.class, "Connections and schemas");
    new TreeWalk(window, tree).open(DemoServer.NAME, "shop", "Tables", "orders");
    perform(window, ActionIds.RUN);
    await(window, "the orders", TabPhase.DONE);
    window.run(
        () -> {
          JTable grid = Finder.find(window.window(), JTable.class, "Result 1").orElseThrow();
          int total = grid.getColumnModel().getColumnIndex("total");
          grid.changeSelection(2, total, false, false);
          grid.changeSelection(9, total, false, true);
          grid.requestFocusInWindow();
        });
    both(window, "main");
  }

  private void error(OpenWindow window) throws IOException {
    write(window, Scenes.MISTAKE, Scenes.MISTAKE.indexOf("select r.id"));
    perform(window, ActionIds.RUN);
    await(window, "the error", TabPhase.FAILED);
    both(window, "error");
  }

  private void running(OpenWindow window) throws IOException {
    window.run(
        () ->
            window
                .shell()
                .intents()
                .send(
                    new StandardIntents.OpenSqlTab(
                        demo.endpoint().config().id().toString(),
                        "month_end.sql",
                        Scenes.MONTH_END,
                        false)));
    window.await(
        "the tab",
        () -> window.tabs().front().filter(t -> t.title().startsWith("month")).isPresent());
    window.run(
        () ->
            Finder.find(window.window(), SqlTextArea.class)
                .orElseThrow()
                .setCaretPosition(Scenes.MONTH_END.indexOf("do $")));
    perform(window, ActionIds.RUN_ALL);
    window.await(
        "a run of some seconds",
        () ->
            front(window).status().phase() == TabPhase.RUNNING
                && front(window).status().elapsed().compareTo(RUNS_FOR) > 0);
    both(window, "running");
    perform(window, ActionIds.CANCEL);
    await(window, "the end of the run", TabPhase.STOPPED);
    perform(window, ActionIds.ROLLBACK);
    await(window, "the rollback", TabPhase.DONE);
  }

  /// An administrator ends the session of a tab that holds what cannot be brought back.
  private void lost(OpenWindow window) throws IOException {
    window.run(() -> window.tabs().select(0));
    write(window, Scenes.REFUNDS, 0);
    perform(window, ActionIds.RUN_ALL);
    await(window, "the refunds", TabPhase.DONE);
    window.run(() -> window.tabs().select(1));
    write(window, Scenes.ADMINISTRATOR, 0);
    perform(window, ActionIds.RUN);
    await(window, "the end of the session", TabPhase.DONE);
    window.run(() -> window.tabs().select(0));
    window.await(
        "the banner",
        () ->
            Finder.all(window.window(), Banner.class).stream()
                .anyMatch(banner -> Finder.name(banner).startsWith("Connection lost")));
    both(window, "lost");
  }

  private void imported(OpenWindow window) throws IOException {
    Path file = Files.writeString(scratch.resolve("data-sources.json"), Scenes.DATA_SOURCES);
    Window dialog = window.dialog("connection.import");
    window.run(
        () -> {
          JTextField field = Finder.find(dialog, JTextField.class).orElseThrow();
          field.setText(file.toString());
          field.postActionEvent();
        });
    window.await("the rows", () -> Finder.find(dialog, JCheckBox.class).isPresent());
    window.run(
        () ->
            Finder.find(dialog, JTextField.class).orElseThrow().setText(Scenes.DATA_SOURCES_PLACE));
    both(window, dialog, "import");
    window.run(dialog::dispose);
  }

  private static void write(OpenWindow window, String text, int caret) {
    window.run(
        () -> {
          SqlTextArea area = Finder.find(window.window(), SqlTextArea.class).orElseThrow();
          area.setText(text);
          area.setCaretPosition(caret);
          area.requestFocusInWindow();
        });
  }

  private static void perform(OpenWindow window, String action) {
    window.run(
        () -> {
          if (!window.shell().actions().perform(action)) {
            throw new IllegalStateException(action + " is not enabled");
          }
        });
  }

  private static void await(OpenWindow window, String what, TabPhase phase) {
    Predicate<TabPresenter> there = tab -> tab.status().phase() == phase;
    window.await(what, () -> there.test(front(window)));
  }

  private static TabPresenter front(OpenWindow window) {
    return window.tabs().front().orElseThrow();
  }

  private void both(OpenWindow window, String name) throws IOException {
    both(window, window.window(), name);
  }

  private void both(OpenWindow window, Component what, String name) throws IOException {
    for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
      Screenshot.write(window.paint(what, theme, SCALE), file);
      program.terminal().print(file.toString());
    }
    window.run(() -> Theme.choose(Theme.Choice.LIGHT));
  }
}
