package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.JTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever would end a tab's session asks first while it is in a transaction or a statement runs;
/// the server says whether anything was lost before the answer. What nobody asks for is told.
class OpenWorkTest {
  private static final String OPEN =
      "the open transaction with 1 statement, temporary table basket";
  private static final String FAILED =
      "the failed transaction with 3 statements, of which ROLLBACK TO a savepoint can still save a"
          + " part, temporary table basket";

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  void whatAnAdministratorTookIsNamedAndWhatWasSetIsSetAgain(@TempDir Path data) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try (ServerView server = new ServerView(database)) {
      connect();
      walker.run("set statement_timeout = '7min'");
      walker.run("create temporary table basket (n int)");
      walker.run("select pg_backend_pid()");
      String process = walker.cells().getFirst().getFirst();
      server.execute("select pg_terminate_backend(" + process + ")");

      walker.until("what was lost", () -> walker.says("Lost: temporary table basket"));
      walker.click("Reconnect");
      walker.until("the new session", () -> walker.says("Reconnected"));
      assertThat(walker.says("Lost: temporary table basket")).isTrue();
      walker.run("select current_setting('statement_timeout'), to_regclass('basket')");
      assertThat(walker.cells()).containsExactly(List.of("7min", "NULL"));
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("lost-work");
      throw failure;
    }
  }

  @Test
  void nothingIsLostBeforeAPersonAgrees(@TempDir Path data) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try (ServerView server = new ServerView(database)) {
      server.execute("create table kept (n int)");
      connect();
      disconnect(server);
      closeTheTab(server);
      closeTheWindow(server);
      assertThat(tusk.end()).as(tusk.said()).isZero();
      await("it was stopped").atMost(Walker.LIMIT).until(() -> server.sessions() == 0);
      assertThat(server.rows("select count(*) from kept")).containsExactly(List.of("2"));
    } catch (Exception | AssertionError failure) {
      walker.giveUp("open-work");
      throw failure;
    }
  }

  private void disconnect(ServerView server) throws Exception {
    begin();
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    asks(server, "Disconnect ", tree, "ctrl shift D", "ESCAPE");
    // Its session is the same one: what was open can still be committed.
    walker.run("commit");
    assertThat(server.rows("select count(*) from kept")).containsExactly(List.of("1"));

    aFailedTransactionIsSavedFromItsSavepoint(server, tree);
    begin();
    asks(server, "Disconnect ", tree, "ctrl shift D", "ENTER");
    press(tree, "ctrl shift D");
    agree(server, "Roll back and disconnect");
    assertThat(server.rows("select count(*) from kept")).containsExactly(List.of("2"));
  }

  private void aFailedTransactionIsSavedFromItsSavepoint(ServerView server, JTree tree)
      throws Exception {
    begin();
    walker.run("savepoint mine");
    walker.run("select 1 / 0");
    asks(server, FAILED, "Disconnect ", tree, "ctrl shift D", "ESCAPE");
    walker.run("rollback to mine");
    walker.run("commit");
    assertThat(server.rows("select count(*) from kept")).containsExactly(List.of("2"));
  }

  private void closeTheTab(ServerView server) throws Exception {
    walker.rewrite(walker.editor(), "select 1");
    walker.press(walker.editor(), "ctrl ENTER");
    JPasswordField password = walker.focused(walker.find(JPasswordField.class, "Password"));
    walker.type(password, database.password());
    walker.press(password, "ENTER");
    walker.until("the connection", () -> !password.isShowing() && !walker.busy());
    walker.press(walker.editor(), "ctrl T");
    walker.until("the new tab", () -> walker.editorNow().getText().isEmpty());
    begin();
    SqlTextArea editor = walker.editor();
    asks(server, "Close Untitled 2", editor, "ctrl W", "ENTER");
    press(editor, "ctrl W");
    agree(server, "Roll back and close");
  }

  private void closeTheWindow(ServerView server) throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select pg_sleep(600)");
    walker.press(editor, "ctrl ENTER");
    await("it runs").atMost(Walker.LIMIT).until(() -> server.running("pg_sleep(600)") == 1);
    walker.close();
    JDialog question = question("Close Tusk");
    assertThat(message(question)).contains("the running statement");
    refuse(question, "ESCAPE");
    assertThat(server.running("pg_sleep(600)")).isOne();
    walker.close();
    walker.click("Stop and close");
  }

  private void connect() {
    walker.signIn(database, "");
    var _ = walker.editor();
    walker.dismissDialogs();
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    var _ =
        walker.ask(
            () -> {
              tree.setSelectionRow(0);
              return true;
            });
  }

  private void begin() {
    walker.run("create temporary table if not exists basket (n int)");
    walker.run("begin");
    walker.run("insert into kept values (1)");
  }

  /// Presses what would end the session, and refuses: nothing is lost.
  private void asks(ServerView server, String title, JComponent where, String key, String answer)
      throws Exception {
    asks(server, OPEN, title, where, key, answer);
  }

  private void asks(
      ServerView server, String words, String title, JComponent where, String key, String answer)
      throws Exception {
    press(where, key);
    JDialog question = question(title);
    assertThat(message(question)).contains(words);
    refuse(question, answer);
    assertThat(open(server)).isOne();
  }

  /// Does not wait for the answer to the question that may come of it.
  private void press(JComponent where, String key) {
    EventQueue.invokeLater(() -> walker.press(where, key));
  }

  private void refuse(JDialog question, String key) {
    JButton safe = walker.find(JButton.class, "Cancel");
    walker.until("the focus on the safe button", safe::isFocusOwner);
    walker.press(safe, key);
    walker.until("the question is gone", () -> !question.isShowing());
  }

  private void agree(ServerView server, String button) {
    walker.click(button);
    await("the end of the session").atMost(Walker.LIMIT).until(() -> open(server) == 0);
  }

  private JDialog question(String title) {
    return walker.find(
        "the question '" + title + "'",
        () ->
            Walker.windows().stream()
                .filter(JDialog.class::isInstance)
                .map(JDialog.class::cast)
                .filter(
                    dialog -> Optional.ofNullable(dialog.getTitle()).orElse("").startsWith(title))
                .findFirst());
  }

  private String message(JDialog question) {
    return walker.ask(() -> Finder.all(question, JTextArea.class).getFirst().getText());
  }

  /// How many sessions have a transaction with a row of theirs in it.
  private static int open(ServerView server) throws Exception {
    return Integer.parseInt(
        server
            .rows(
                "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
                    + " and datname = current_database() and backend_xid is not null")
            .getFirst()
            .getFirst());
  }
}
