package dev.tusk.app.window;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.keyring.KeyringCredentials;
import dev.tusk.sqlite.SqliteStorage;
import java.awt.EventQueue;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import javax.swing.JTree;

/// The window with a person in it who opens a connection, opens it again, and once more after a
/// restart, in a process whose keyring is the one of its environment. Says how often the password
/// was asked for, and what the keyring has in the end.
///
/// Arguments: the data directory, the keyword `secrets`, host, port, database, user; `later` when
/// the keyring begins to work on the way. The password comes on standard input, and then a line
/// when the keyring works.
final class SecretModesChild {
  private final Walker walker = new Walker();
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path data;
  private final ConnectionConfig config;
  private String password = "";

  private SecretModesChild(String[] arguments) {
    data = Path.of(arguments[0]);
    config =
        ConnectionBuilder.connection("shop")
            .host(arguments[2])
            .port(Integer.parseInt(arguments[3]))
            .database(arguments[4])
            .user(arguments[5])
            .rememberPassword(false)
            .set(Setting.SECRETS, arguments[1])
            .build();
  }

  static String[] arguments(Path data, String mode, PgDatabaseAddress database) {
    return new String[] {
      data.toString(),
      mode,
      database.host(),
      Integer.toString(database.port()),
      database.database(),
      database.user()
    };
  }

  public static void main(String[] arguments) {
    int code = 0;
    try {
      new SecretModesChild(arguments).run(arguments.length > 6);
    } catch (Exception | AssertionError failure) {
      failure.printStackTrace(System.err);
      code = 1;
    }
    System.exit(code);
  }

  private void run(boolean later) throws Exception {
    password = Objects.requireNonNull(in.readLine(), "a password");
    try (SqliteStorage storage = SqliteStorage.open(data.resolve("tusk.db"))) {
      storage.connections().save(config);
    }
    RunningTusk tusk = new RunningTusk(data);
    JList<?> list = walker.find(JList.class, "Recent connections");
    walker.until("the connection", () -> list.getModel().getSize() == 1);
    out.println("first " + open(list, "ENTER"));
    if (later) {
      walker.until("the notice", () -> walker.says("Passwords for this session only"));
      out.println("notice");
      var _ = in.readLine();
    }
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    disconnect(tree);
    out.println("again " + open(tree, "ctrl shift O"));
    if (later) {
      saveWhatIsOffered(tree);
    }
    end(tusk);

    RunningTusk next = new RunningTusk(data);
    JTree there = walker.find(JTree.class, "Connections and schemas");
    walker.until("the connection", () -> there.getRowCount() == 1);
    select(there);
    out.println("restarted " + open(there, "ctrl shift O"));
    end(next);
    try (KeyringCredentials keyring = KeyringCredentials.system()) {
      out.println("kept " + kept(keyring, config.id()));
    }
  }

  /// Opens the connection, answering what is asked.
  ///
  /// @return how often it was asked
  private int open(JComponent from, String key) {
    walker.press(from, key);
    int asked = 0;
    while (walker.find("a question or the connection", this::questionOrOpen)) {
      JPasswordField field = walker.find(JPasswordField.class, "Password");
      boolean offered =
          walker.ask(
              () ->
                  Walker.windows().stream()
                      .flatMap(w -> Finder.all(w, JCheckBox.class).stream())
                      .anyMatch(box -> box.getText().contains("keyring")));
      if (offered) {
        throw new IllegalStateException("asks where to keep what is settled");
      }
      walker.type(walker.focused(field), password);
      walker.press(field, "ENTER");
      walker.until("the question is gone", () -> !field.isShowing());
      asked++;
    }
    return asked;
  }

  /// True for a question.
  private Optional<Boolean> questionOrOpen() {
    boolean question =
        Walker.windows().stream()
            .anyMatch(w -> Finder.find(w, JPasswordField.class, "Password").isPresent());
    if (question) {
      return Optional.of(true);
    }
    return walker.says("Pool ") ? Optional.of(false) : Optional.empty();
  }

  private void disconnect(JTree tree) {
    select(tree);
    walker.press(tree, "ctrl shift D");
    walker.until("the end of the connection", () -> walker.says("Not connected"));
  }

  private void saveWhatIsOffered(JComponent from) {
    walker.until("the offer", () -> walker.says("Keyring answers: save 1?"));
    walker.press(from, "ctrl shift P");
    JTextField input = walker.find(JTextField.class, "Search or run a command");
    walker.rewrite(input, "Passwords of this session");
    // the question holds up what the key began
    EventQueue.invokeLater(() -> walker.press(input, "ENTER"));
    walker.click("Save passwords");
    walker.until("the end of the offer", () -> !walker.says("Keyring answers"));
    out.println("saved");
  }

  private void select(JTree tree) {
    var _ =
        walker.ask(
            () -> {
              tree.setSelectionRow(0);
              return true;
            });
  }

  private void end(RunningTusk tusk) throws Exception {
    walker.close();
    if (tusk.end() != 0) {
      throw new IllegalStateException(tusk.said());
    }
  }

  private static boolean kept(KeyringCredentials keyring, ConnectionId id) {
    return keyring.exists(id);
  }
}
