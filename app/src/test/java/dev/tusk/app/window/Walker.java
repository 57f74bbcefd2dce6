package dev.tusk.app.window;

import static org.awaitility.Awaitility.await;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.text.PlainText;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Window;
import java.awt.dnd.DragSource;
import java.awt.dnd.DragSourceAdapter;
import java.awt.dnd.DragSourceDropEvent;
import java.awt.dnd.DragSourceListener;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPasswordField;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.KeyStroke;
import javax.swing.text.JTextComponent;
import org.jspecify.annotations.Nullable;

/// Uses the window as a person does: looks for what shows, types, presses keys, clicks.
///
/// Keys are handed to the component they are meant for, so that no window manager is needed; from
/// there they go the way of all keys.
final class Walker {
  private static final int DRAG_STEPS = 20;

  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_STOPS = 100;

  /// What `look` finds on the event thread, once it finds something.
  <T> T find(String what, Callable<Optional<T>> look) {
    return await(what)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ask(look), Optional::isPresent)
        .orElseThrow();
  }

  <T extends Component> T find(Class<T> type, String name) {
    return find(
        type.getSimpleName() + " '" + name + "'",
        () -> windows().stream().flatMap(w -> Finder.find(w, type, name).stream()).findFirst());
  }

  /// Opens the node of a tree that is called so.
  ///
  /// @param from the first row to look at
  /// @return its row
  int expand(JTree tree, String name, int from) {
    int row =
        find(
            name,
            () -> {
              for (int r = from; r < tree.getRowCount(); r++) {
                Object node = tree.getPathForRow(r).getLastPathComponent();
                if (tree.convertValueToText(node, false, false, false, r, false).equals(name)) {
                  return Optional.of(r);
                }
              }
              return Optional.empty();
            });
    EventQueue.invokeLater(() -> tree.expandRow(row));
    return row;
  }

  /// Waits until a dialog shows a text that contains these words.
  ///
  /// @return the whole text
  String told(String words) {
    return find(
        "a dialog that says '" + words + "'",
        () ->
            windows().stream()
                .filter(JDialog.class::isInstance)
                .flatMap(dialog -> Finder.all(dialog, JTextArea.class).stream())
                .map(JTextArea::getText)
                .filter(text -> text.contains(words))
                .findFirst());
  }

  /// Waits until a condition holds on the event thread.
  void until(String what, Callable<Boolean> condition) {
    await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> ask(condition));
  }

  /// What is asked on the event thread.
  <T> T ask(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    try {
      if (EventQueue.isDispatchThread()) {
        task.run();
      } else {
        EventQueue.invokeAndWait(task);
      }
      return task.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    } catch (InvocationTargetException | java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// The windows that show, the newest last.
  static List<Window> windows() {
    return Arrays.stream(Window.getWindows()).filter(Window::isShowing).toList();
  }

  JFrame frame() {
    return find(
        "the window",
        () ->
            windows().stream()
                .filter(JFrame.class::isInstance)
                .map(JFrame.class::cast)
                .findFirst());
  }

  SqlTextArea editor() {
    return find(SqlTextArea.class, "SQL editor");
  }

  /// Waits until a field has the focus: what it does when it gets it must not meet half a text.
  <T extends JTextComponent> T focused(T field) {
    until("the focus", field::isFocusOwner);
    return field;
  }

  /// Gives the focus to what a person would click first, and waits until it has it. Without a
  /// window manager it may stay with a dialog that is gone.
  <T extends Component> T focus(T component) {
    EventQueue.invokeLater(component::requestFocus);
    until("the focus", component::isFocusOwner);
    return component;
  }

  void type(JTextComponent field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\n') {
        press(field, "ENTER");
      } else {
        key(field, KeyEvent.KEY_TYPED, 0, KeyEvent.VK_UNDEFINED, each);
      }
    }
  }

  /// Types a text in place of all that is there; again if the field got the focus in the midst of
  /// it, when it selects what it holds.
  void rewrite(JTextComponent field, String text) {
    for (int i = 0; i < 3; i++) {
      press(field, "ctrl A");
      type(field, text);
      boolean readable = field instanceof JTextField && !(field instanceof JPasswordField);
      if (!readable || content(field).equals(text)) {
        return;
      }
    }
  }

  /// Presses a key, written as for [KeyStroke#getKeyStroke(String)].
  void press(Component component, String stroke) {
    KeyStroke key = KeyStroke.getKeyStroke(stroke);
    char character = key.getKeyCode() == KeyEvent.VK_ENTER ? '\n' : KeyEvent.CHAR_UNDEFINED;
    key(component, KeyEvent.KEY_PRESSED, key.getModifiers(), key.getKeyCode(), character);
    key(component, KeyEvent.KEY_RELEASED, key.getModifiers(), key.getKeyCode(), character);
  }

  /// What a key would reach: the focus of the newest window. A window manager would give that
  /// window the keyboard; there is none. On the event thread.
  Optional<Component> focusNow() {
    return windows().stream().reduce((older, newer) -> newer).map(Window::getMostRecentFocusOwner);
  }

  private boolean hasFocusNow(String name) {
    return focusNow().filter(component -> Finder.name(component).equals(name)).isPresent();
  }

  /// Waits until what has this name has the focus.
  void focused(String name) {
    until("the focus on " + name, () -> hasFocusNow(name));
  }

  /// Presses a key, whatever has the focus.
  void press(String stroke) {
    press(find("the focus", this::focusNow), stroke);
  }

  /// Presses Tab until what has this name has the focus.
  void tabTo(String name) {
    for (int i = 0; i < MOST_STOPS && !ask(() -> hasFocusNow(name)); i++) {
      press("TAB");
    }
    focused(name);
  }

  private void key(Component component, int id, int modifiers, int code, char character) {
    int extended =
        modifiers
            & (InputEvent.CTRL_DOWN_MASK
                | InputEvent.SHIFT_DOWN_MASK
                | InputEvent.ALT_DOWN_MASK
                | InputEvent.META_DOWN_MASK);
    var _ =
        ask(
            () -> {
              component.dispatchEvent(
                  new KeyEvent(
                      component, id, System.currentTimeMillis(), extended, code, character));
              return true;
            });
  }

  /// Clicks the button whose name begins so, once it shows and is enabled; does not wait for what
  /// it does.
  void click(String name) {
    AbstractButton button =
        find(
            "the button '" + name + "'",
            () ->
                windows().stream()
                    .flatMap(w -> Finder.all(w, AbstractButton.class).stream())
                    .filter(b -> b.isEnabled() && Finder.name(b).startsWith(name))
                    .findFirst());
    // without the 68 ms for which `doClick` stays down, asleep on the event thread
    EventQueue.invokeLater(() -> button.doClick(0));
  }

  /// Performs an action by its name in the palette.
  void perform(String action) {
    press(editor(), "ctrl shift P");
    JTextField input = find(JTextField.class, "Search or run a command");
    type(input, action);
    press(input, "ENTER");
  }

  /// Connects from the start screen, answering the question for the password, which is not kept.
  ///
  /// @param settings end the URL; empty, or beginning with `?`
  void signIn(PgDatabaseAddress database, String settings) {
    JTextField url = focused(find(JTextField.class, "Connection URL"));
    type(
        url,
        "postgresql://%s@%s:%d/%s%s"
            .formatted(
                database.user(), database.host(), database.port(), database.database(), settings));
    press(url, "ENTER");
    JPasswordField password = focused(find(JPasswordField.class, "Password"));
    type(password, database.password());
    JCheckBox keep = find(JCheckBox.class, "Keep in the system keyring");
    if (ask(keep::isSelected)) {
      click("Keep in the system keyring");
    }
    until("the choice", () -> !keep.isSelected());
    press(password, "ENTER");
  }

  /// Connects from the start screen by a URL with the password in it, so that nothing is asked:
  /// without a window manager the focus does not come back from a dialog.
  ///
  /// @param settings end the URL; empty, or beginning with `?`
  void connect(PgDatabaseAddress database, String settings) {
    JTextField url = focused(find(JTextField.class, "Connection URL"));
    type(url, database.urlToPaste() + settings);
    press(url, "ENTER");
    var _ = editor();
  }

  /// Drags with the real mouse, in steps, as a hand does.
  void drag(Component from, Point start, Component to, Point end) throws AWTException {
    Point begin = onScreen(from, start);
    Point goal = onScreen(to, end);
    Robot mouse = new Robot();
    mouse.setAutoDelay(15);
    mouse.mouseMove(begin.x, begin.y);
    mouse.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int step = 1; step <= DRAG_STEPS; step++) {
      mouse.mouseMove(
          begin.x + (goal.x - begin.x) * step / DRAG_STEPS,
          begin.y + (goal.y - begin.y) * step / DRAG_STEPS);
    }
    mouse.delay(200);
    mouse.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  /// Drags what a component lets be taken away to another place on it, until that was a drag: while
  /// the desktop still ends the one before, none begins.
  void drop(Component on, Point start, Point end) throws AWTException, InterruptedException {
    Semaphore ended = new Semaphore(0);
    DragSourceListener listener =
        new DragSourceAdapter() {
          @Override
          public void dragDropEnd(DragSourceDropEvent event) {
            ended.release();
          }
        };
    DragSource.getDefaultDragSource().addDragSourceListener(listener);
    try {
      long giveUp = System.nanoTime() + LIMIT.toNanos();
      do {
        drag(on, start, on, end);
      } while (!ended.tryAcquire(15, TimeUnit.SECONDS) && System.nanoTime() < giveUp);
    } finally {
      DragSource.getDefaultDragSource().removeDragSourceListener(listener);
    }
  }

  private Point onScreen(Component component, Point place) {
    return ask(
        () -> {
          Point corner = component.getLocationOnScreen();
          return new Point(corner.x + place.x, corner.y + place.y);
        });
  }

  /// Whether statements run in the tab in front.
  boolean busy() {
    return ask(
        () ->
            windows().stream()
                .flatMap(w -> Finder.find(w, AbstractButton.class, "Run statement").stream())
                .noneMatch(Component::isEnabled));
  }

  /// Runs a text in the tab in front with the keyboard and waits for its end.
  void run(String sql) {
    SqlTextArea editor = editor();
    rewrite(editor, sql);
    press(editor, "ctrl ENTER");
    until("the end of " + sql, () -> !busy());
  }

  /// Runs a statement that takes a minute and stops it once the server runs it: over a session of
  /// Tusk's own, which must reach that server too.
  void runAndStop(PgDatabaseAddress database) throws SQLException {
    try (ServerView server = new ServerView(database)) {
      SqlTextArea editor = editor();
      rewrite(editor, "select pg_sleep(60)");
      press(editor, "ctrl ENTER");
      await("the statement").atMost(LIMIT).until(() -> server.running("pg_sleep(60)") == 1);
      press(editor, "ESCAPE");
      until("the stop", () -> !busy());
      until("that it was stopped", () -> says("57014"));
    }
  }

  /// The cells of the first result, as the grid's model has them.
  List<List<String>> cells() {
    JTable table = find(JTable.class, "Result 1");
    return ask(
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (int row = 0; row < table.getRowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < table.getColumnCount(); column++) {
              Object value = table.getValueAt(row, column);
              cells.add(value == null ? "NULL" : value.toString());
            }
            rows.add(cells);
          }
          return rows;
        });
  }

  /// How many rows the first result has.
  int cellsCount() {
    JTable table = find(JTable.class, "Result 1");
    return ask(table::getRowCount);
  }

  /// The editor in front. On the event thread.
  SqlTextArea editorNow() {
    return windows().stream()
        .flatMap(w -> Finder.find(w, SqlTextArea.class).stream())
        .findFirst()
        .orElseThrow();
  }

  /// The editor of a tab, shown or not. On the event thread.
  static @Nullable SqlTextArea editorIn(Component tab) {
    if (tab instanceof SqlTextArea area) {
      return area;
    }
    if (tab instanceof Container container) {
      for (Component child : container.getComponents()) {
        SqlTextArea found = editorIn(child);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  String content(JTextComponent field) {
    return ask(field::getText);
  }

  /// Closes the remarks that are open: passwords are not kept where the keyring is off or missing.
  void dismissDialogs() {
    for (Window window : ask(Walker::windows)) {
      if (window instanceof JDialog) {
        EventQueue.invokeLater(window::dispose);
      }
    }
  }

  /// What a text component of this name says.
  String text(String name) {
    JTextComponent field = find(JTextComponent.class, name);
    return ask(field::getText);
  }

  /// Whether a label or a text to read with these words, or one that begins with them, shows.
  boolean says(String beginning) {
    return ask(
        () ->
            windows().stream()
                .flatMap(
                    w ->
                        Stream.concat(
                            Finder.all(w, JLabel.class).stream().map(JLabel::getText),
                            Finder.all(w, PlainText.class).stream().map(JTextArea::getText)))
                .anyMatch(text -> text != null && text.startsWith(beginning)));
  }

  /// Keeps pictures of all windows in `target`, to see why a walk ended early, and takes them away.
  void giveUp(String name) throws IOException {
    List<Window> open = ask(Walker::windows);
    for (int i = 0; i < open.size(); i++) {
      Window window = open.get(i);
      Screenshot.write(
          ask(() -> Screenshot.of(window, 1)), Path.of("target", name + "-" + i + ".png"));
      EventQueue.invokeLater(window::dispose);
    }
  }

  /// Presses the close button of the window.
  void close() {
    JFrame frame = frame();
    EventQueue.invokeLater(
        () -> frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING)));
  }
}
