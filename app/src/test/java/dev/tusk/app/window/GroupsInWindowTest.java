package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.sqlite.SqliteStorage;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import javax.swing.JTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections in groups in the real window: found, moved, renamed and moved back by the keyboard.
class GroupsInWindowTest {
  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @Test
  void findsMovesAndPutsBackByTheKeyboardAndKeepsWhatIsClosed(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    save(data, "here", "Customers/Berlin", database.host(), database.port());
    save(data, "mail", "Offices", "10.20.0.31", 5432);
    save(data, "web", "", "10.20.0.32", 5432);
    RunningTusk tusk = new RunningTusk(data);
    try {
      findOnTheStartScreen();
      JTree tree = connect();
      assertThat(rows(tree)).startsWith("Customers", "Berlin", "here").contains("Offices", "mail");

      select(tree, "mail");
      move(tree, "ctrl M", "Customers/Hamburg");
      walker.until("mail in Hamburg", () -> below(tree, "Hamburg", "mail"));
      assertThat(rows(tree)).doesNotContain("Offices");

      select(tree, "Hamburg");
      move(tree, "F2", "Hamburg");
      walker.until("Hamburg at the top", () -> !below(tree, "Customers", "Hamburg"));
      walker.press(tree, "ctrl Z");
      walker.until("Hamburg back", () -> below(tree, "Customers", "Hamburg"));
      walker.press(tree, "ctrl Z");
      walker.until("mail back", () -> below(tree, "Offices", "mail"));

      chooseInTheForm(tree);
      duplicateForProduction(tree);

      JTextField filter = walker.find(JTextField.class, "Filter objects");
      walker.rewrite(filter, "20.0.31");
      walker.until("only mail", () -> rowsNow(tree).equals(List.of("Offices", "mail")));
      walker.press(filter, "ESCAPE");
      walker.until("all", () -> rowsNow(tree).contains("web"));
      select(tree, "Offices");
      walker.press(tree, "LEFT");
      walker.until("closed", () -> !rowsNow(tree).contains("mail"));
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();

      RunningTusk again = new RunningTusk(data);
      JTree next = walker.find(JTree.class, "Connections and schemas");
      walker.until("the groups", () -> rowsNow(next).contains("here"));
      assertThat(rows(next)).contains("Offices").doesNotContain("mail");
      walker.close();
      assertThat(again.end()).as(again.said()).isZero();
      theCopyIsAsTheOriginalButForItsStage(data);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("groups");
      throw failure;
    }
  }

  @Test
  void connectionsAndGroupsAreDraggedByTheMouse(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    save(data, "mail", "Offices", "10.20.0.31", 5432);
    save(data, "shop", "Customers", "10.20.0.33", 5432);
    save(data, "web", "", "10.20.0.32", 5432);
    RunningTusk tusk = new RunningTusk(data);
    try {
      JList<?> list = walker.find(JList.class, "Recent connections");
      walker.until("the connections", () -> list.getModel().getSize() == 3);
      walker.press(list, "ctrl T");
      JTree tree = walker.find(JTree.class, "Connections and schemas");
      walker.until("the groups", () -> rowsNow(tree).contains("web"));

      walker.drop(tree, row(tree, "web"), row(tree, "Offices"));
      walker.until("web in Offices", () -> below(tree, "Offices", "web"));
      walker.drop(tree, row(tree, "Offices"), row(tree, "Customers"));
      walker.until("Offices in Customers", () -> below(tree, "Customers", "Offices"));
      walker.drop(tree, row(tree, "web"), ground(tree));
      walker.until("web in no group", () -> !below(tree, "Offices", "web"));
      assertThat(rows(tree)).contains("Customers", "Offices", "mail", "shop", "web");
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("groups-mouse");
      throw failure;
    }
  }

  /// The middle of a row's name.
  private Point row(JTree tree, String name) {
    return walker.ask(
        () -> {
          Rectangle row = tree.getRowBounds(rowsNow(tree).indexOf(name));
          return new Point(row.x + 40, row.y + row.height / 2);
        });
  }

  /// Below all rows.
  private Point ground(JTree tree) {
    return walker.ask(
        () -> {
          Rectangle last = tree.getRowBounds(tree.getRowCount() - 1);
          return new Point(60, last.y + last.height + 60);
        });
  }

  private void save(Path data, String name, String group, String host, int port) {
    ConnectionConfig config =
        ConnectionBuilder.connection(name)
            .host(host)
            .port(port)
            .database(database.database())
            .user(database.user())
            .rememberPassword(false)
            .set(Setting.GROUP, group)
            .set(Setting.COLOUR, "#7157d9")
            .build();
    try (SqliteStorage storage = SqliteStorage.open(data.resolve("tusk.db"))) {
      storage.connections().save(config);
    }
  }

  private void findOnTheStartScreen() {
    JTextField search = walker.find(JTextField.class, "Find a connection");
    JList<?> list = walker.find(JList.class, "Recent connections");
    walker.until("the connections", () -> list.getModel().getSize() == 3);
    walker.press(list, "ctrl F");
    walker.type(walker.focused(search), "berlin");
    walker.until("one of them", () -> list.getModel().getSize() == 1);
    walker.press(search, "ENTER");
  }

  private JTree connect() {
    JPasswordField password = walker.focused(walker.find(JPasswordField.class, "Password"));
    walker.type(password, database.password());
    walker.press(password, "ENTER");
    var _ = walker.editor();
    walker.dismissDialogs();
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    walker.until("its schemas", () -> rowsNow(tree).contains("public"));
    return tree;
  }

  private void select(JTree tree, String name) {
    var _ =
        walker.ask(
            () -> {
              tree.setSelectionRow(rowsNow(tree).indexOf(name));
              return true;
            });
  }

  /// Says in the dialog where the selected row shall be.
  private void move(JTree tree, String key, String group) {
    walker.press(tree, key);
    JTextField field = walker.find(JTextField.class, "Group");
    walker.rewrite(field, group);
    walker.press(field, "ENTER");
    walker.until("the dialog is gone", () -> !field.isShowing());
  }

  /// Opens the list of groups in the form of a connection, chooses one and saves with Enter.
  private void chooseInTheForm(JTree tree) {
    select(tree, "web");
    EventQueue.invokeLater(() -> walker.press(tree, "F2"));
    walker.click("Group and colour");
    JTextField group = walker.find(JTextField.class, "Group");
    JComboBox<?> list = walker.find(JComboBox.class, "Group");
    walker.until("the groups", () -> list.getItemCount() == 3);
    walker.press(walker.focus(group), "DOWN");
    walker.until("the list", list::isPopupVisible);
    while (!"Offices".equals(walker.ask(list::getSelectedItem))) {
      walker.press(group, "DOWN");
    }
    walker.press(group, "ENTER");
    walker.until("it is chosen", () -> !list.isPopupVisible());
    assertThat(walker.content(group)).isEqualTo("Offices");
    walker.click("Save");
    walker.until("web among the offices", () -> below(tree, "Offices", "web"));
  }

  /// The stage brings its usual guard.
  private void duplicateForProduction(JTree tree) {
    select(tree, "web");
    EventQueue.invokeLater(() -> walker.press(tree, "ctrl D"));
    JComboBox<?> guard = walker.find(JComboBox.class, "Guard");
    assertThat(walker.ask(guard::getSelectedItem)).isEqualTo(Guard.SILENT);
    walker.click("Production");
    walker.until("the guard", () -> guard.getSelectedItem() == Guard.PRODUCTION);
    walker.click("Save");
    walker.until("the copy", () -> below(tree, "Offices", "web copy"));
  }

  private static void theCopyIsAsTheOriginalButForItsStage(Path data) {
    try (SqliteStorage storage = SqliteStorage.open(data.resolve("tusk.db"))) {
      Map<String, ConnectionConfig> saved =
          storage.connections().all().stream()
              .collect(Collectors.toMap(ConnectionConfig::name, each -> each));
      ConnectionConfig web = Objects.requireNonNull(saved.get("web"));
      ConnectionConfig copy = Objects.requireNonNull(saved.get("web copy"));
      assertThat(copy.id()).isNotEqualTo(web.id());
      assertThat(copy.stage()).isEqualTo(Stage.PRODUCTION);
      assertThat(CommitMode.of(copy)).isEqualTo(CommitMode.MANUAL);
      assertThat(
              ConnectionBuilder.like(copy)
                  .id(web.id())
                  .name("web")
                  .stage(web.stage())
                  .set(Setting.GUARD, "")
                  .build())
          .isEqualTo(web);
    }
  }

  private List<String> rows(JTree tree) {
    return walker.ask(() -> rowsNow(tree));
  }

  private static List<String> rowsNow(JTree tree) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < tree.getRowCount(); row++) {
      rows.add(name(tree, tree.getPathForRow(row).getLastPathComponent()));
    }
    return rows;
  }

  private static String name(JTree tree, Object node) {
    return tree.convertValueToText(node, false, false, false, 0, false);
  }

  /// Whether a row lies directly below another one.
  private static boolean below(JTree tree, String above, String name) {
    for (int row = 0; row < tree.getRowCount(); row++) {
      Object[] path = tree.getPathForRow(row).getPath();
      if (name(tree, path[path.length - 1]).equals(name)) {
        return name(tree, path[path.length - 2]).equals(above);
      }
    }
    return false;
  }
}
