package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JTextField;
import javax.swing.border.MatteBorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production connection in the real window: what is written is refused, asked about and done.
@Requirement("D-19")
class ProductionGuardTest {
  private static final String WRITE = "update kept set n = n + 1 where id = 1";

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @Test
  void writesOnlyWhileItIsUnlockedAndAsksBeforeWhatChangesMuch(@TempDir Path data)
      throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    execute("create table kept as select i as id, 0 as n from generate_series(1, 3) as i");
    RunningTusk tusk = new RunningTusk(data);
    try {
      walk(tusk);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("production");
      throw failure;
    }
  }

  private void walk(RunningTusk tusk) throws Exception {
    JFrame frame = walker.frame();
    connect();
    walker.until("the lock", () -> walker.says("Locked"));
    assertThat(walker.ask(() -> ((JComponent) frame.getContentPane()).getBorder()))
        .as("the frame of the window")
        .isInstanceOf(MatteBorder.class);

    walker.run(WRITE);
    assertThat(walker.text("Error message")).contains("is production and locked", "UPDATE");
    walker.run("select set_config('default_transaction_read_only', 'off', false)");
    assertThat(walker.text("Error message")).contains("take the guard away");
    assertThat(sum()).isZero();

    JTextField name = askForTheName();
    walker.rewrite(name, "another");
    assertThat(unlockIsEnabled()).isFalse();
    walker.press(name, "ENTER");
    walker.press(name, "ESCAPE");
    walker.until("the dialog is gone", () -> !name.isShowing());
    walker.run(WRITE);
    assertThat(sum()).isZero();

    JTextField again = askForTheName();
    walker.rewrite(again, database.database());
    assertThat(unlockIsEnabled()).isTrue();
    walker.press(again, "ENTER");
    walker.until("the clock", () -> walker.says("Unlocked 9:"));
    walker.run(WRITE);
    assertThat(sum()).isOne();

    answer("delete from kept", "Cancel");
    assertThat(walker.text("Error message")).contains("as you answered");
    assertThat(sum()).isOne();
    answer("update kept set n = 2", "Run");
    walker.until("the update", () -> sum() == 6);

    walker.press(walker.editor(), "ctrl alt shift U");
    walker.until("the lock", () -> walker.says("Locked"));
    walker.run(WRITE);
    assertThat(walker.text("Error message")).contains("is production and locked");
    assertThat(sum()).isEqualTo(6);
    walker.click("Unlock writes…");
    JTextField offered = walker.find(JTextField.class, "Name of the database");
    walker.press(offered, "ESCAPE");
    walker.until("the dialog is gone", () -> !offered.isShowing());
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }

  private void connect() {
    walker.signIn(database, "?guard=production");
    var _ = walker.editor();
    walker.dismissDialogs();
  }

  private JTextField askForTheName() {
    walker.press(walker.editor(), "ctrl alt U");
    return walker.find(JTextField.class, "Name of the database");
  }

  private boolean unlockIsEnabled() {
    return walker.ask(
        () ->
            Walker.windows().stream()
                .flatMap(window -> Finder.all(window, AbstractButton.class).stream())
                .anyMatch(b -> Finder.name(b).equals("Unlock") && b.isEnabled()));
  }

  /// Runs a statement that is asked about, and presses a button.
  private void answer(String sql, String button) {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, sql);
    walker.press(editor, "ctrl ENTER");
    JFrame frame = walker.frame();
    AbstractButton choice =
        walker.find(
            "the button " + button,
            () ->
                Walker.windows().stream()
                    .filter(window -> !window.equals(frame))
                    .flatMap(window -> Finder.all(window, AbstractButton.class).stream())
                    .filter(b -> Finder.name(b).equals(button))
                    .findFirst());
    EventQueue.invokeLater(choice::doClick);
    walker.until("the end of " + sql, () -> !walker.busy());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int sum() throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select sum(n) from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
