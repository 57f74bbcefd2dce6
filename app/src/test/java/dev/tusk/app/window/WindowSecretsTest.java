package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.tusk.app.pictures.Finder;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.kit.Screenshot;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleText;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPasswordField;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A canary password goes through the real window, by the URL and by the password dialog: nobody
/// sees, copies, hears or finds it afterwards.
class WindowSecretsTest {
  private static final String COPIED = "nothing was copied yet";

  private final Walker walker = new Walker();

  /// Kept back to front, so that a search through the memory does not find the test itself.
  private final char[] yranac = backwards(newCanary());

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  @Requirement({"C-12", "C-14", "C-15", "C-25"})
  void theCanaryIsNowhereInTheWindow(@TempDir Path data) throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String role = "canary_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    createRole(database, role);
    RunningTusk tusk = new RunningTusk(data);
    try {
      throughTheUrl(database, role);
      throughTheDialog();
      everyCopy();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("secrets");
      throw failure;
    }
    // The pool and the session's credentials each need one; how many more there are is a figure to
    // watch, the heap's own proof is that of the pools.
    Figure.report("canary_in_memory_while_connected", memory(data));
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }

  @Test
  @Requirement({"C-14", "C-25"})
  void aTextFieldWithTheCanaryIsFoundSoTheTestCanFail() {
    JTextField field = walker.ask(() -> new JTextField(new String(backwards(yranac.clone()))));
    assertThat(walker.ask(() -> texts(field.getAccessibleContext())))
        .anyMatch(text -> text.contains(new String(backwards(yranac.clone()))));
  }

  private void createRole(PgDatabaseAddress database, String role) throws Exception {
    try (ServerView server = new ServerView(database)) {
      server.execute("create role " + role + " login superuser password '" + canary() + "'");
      server.execute("create table kept (id int primary key, note text)");
      server.execute("insert into kept values (1, 'a note')");
    }
  }

  private void throughTheUrl(PgDatabaseAddress database, String role) {
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.type(
        url,
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(role, canary(), database.host(), database.port(), database.database()));
    walker.press(url, "ENTER");
    var _ = walker.editor();
    nowhere("after connecting by URL");
    walker.perform("Show the start screen");
    JTextField again = walker.find(JTextField.class, "Connection URL");
    assertThat(walker.content(again)).as("the URL that was typed").isEmpty();
    nowhere("on the start screen");
  }

  /// Nothing is shown, spoken or copied while the password is being typed, and nothing of it is in
  /// the field afterwards.
  private void throughTheDialog() throws Exception {
    JTextField start = walker.find(JTextField.class, "Connection URL");
    // what opens a dialog goes on only when that is closed
    EventQueue.invokeLater(() -> walker.press(start, "ctrl shift N"));
    JPasswordField field = walker.find(JPasswordField.class, "Password");
    walker.until("the field", field::isShowing);
    walker.type(field, canary());
    nowhere("while the password is typed");
    assertThat(differing(field)).as("pixels that tell one password from another").isZero();
    for (String keys : List.of("ctrl A", "ctrl C", "ctrl X", "ctrl INSERT", "shift DELETE")) {
      walker.press(field, keys);
    }
    assertThat(walker.ask(() -> field.getPassword().length)).isEqualTo(yranac.length);
    clipboards("after copying from the password field");
    walker.dismissDialogs();
    walker.until("the end of the dialog", () -> !field.isShowing());
    assertThat(walker.ask(() -> field.getPassword().length)).isZero();
  }

  /// The picture of the field must be the same for another password of the same length.
  private int differing(JPasswordField field) {
    walker.press(field, "ctrl A");
    walker.type(field, canary());
    BufferedImage with = picture(field);
    walker.press(field, "ctrl A");
    walker.type(field, "x".repeat(yranac.length));
    BufferedImage other = picture(field);
    walker.press(field, "ctrl A");
    walker.type(field, canary());
    int differing = 0;
    for (int x = 0; x < with.getWidth(); x++) {
      for (int y = 0; y < with.getHeight(); y++) {
        differing += with.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
      }
    }
    return differing;
  }

  private BufferedImage picture(JComponent field) {
    return walker.ask(
        () -> {
          if (field instanceof JPasswordField password) {
            password.getCaret().setVisible(false);
          }
          return Screenshot.of(field, 1);
        });
  }

  /// Everything whose name begins with Copy: the actions of the palette on the connection in the
  /// tree and on a result, and the buttons beside results, errors and cells.
  private void everyCopy() throws Exception {
    walker.press(walker.find(JTextField.class, "Connection URL"), "ctrl T");
    var _ = walker.editor();
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    // an UPDATE needs the key of its table, which the tree has read
    int schema = walker.expand(tree, "public", 0);
    int table = walker.expand(tree, "kept", walker.expand(tree, "Tables", schema));
    walker.until("its columns", () -> tree.getRowCount() > table + 1);
    walker.run("select id, note from kept");
    JTable result = walker.find(JTable.class, "Result 1");
    walker.until("the row", () -> result.getRowCount() == 1);
    walker.press(result, "ctrl A");
    var _ =
        walker.ask(
            () -> {
              tree.setSelectionRow(0);
              return true;
            });
    List<String> actions = copies();
    for (String action : actions) {
      forget();
      JList<?> list = palette();
      int row = rows(list).indexOf(action);
      var _ =
          walker.ask(
              () -> {
                list.setSelectedIndex(row);
                return true;
              });
      walker.press(walker.find(JTextField.class, "Search or run a command"), "ENTER");
      if (action.startsWith("Copy as…") || action.startsWith("Copy with or without")) {
        pause(200); // one shows a menu of the others, one is a switch
        var _ =
            walker.ask(
                () -> {
                  MenuSelectionManager.defaultManager().clearSelectedPath();
                  return true;
                });
      } else {
        copied(action);
      }
    }
    Figure.atLeast(
        "secrets_copy_actions", actions.size(), 3 + 2 + ExportFormat.values().length - 1);
    button("Copy the selection with headers");
    walker.press(result, "shift ENTER");
    button("Copy all");
    walker.dismissDialogs();
    walker.run("select 'no such thing' where nonsense");
    button("Copy error");
  }

  /// What the palette offers that begins with Copy.
  private List<String> copies() {
    List<String> found = rows(palette()).stream().filter(name -> name.startsWith("Copy")).toList();
    walker.press(walker.find(JTextField.class, "Search or run a command"), "ESCAPE");
    return found;
  }

  private JList<?> palette() {
    walker.press(walker.editor(), "ctrl shift P");
    JTextField input = walker.find(JTextField.class, "Search or run a command");
    walker.rewrite(input, "Copy");
    return walker.find(
        "the list of the palette",
        () ->
            Walker.windows().stream()
                .flatMap(window -> Finder.all(window, JList.class).stream())
                .map(list -> (JList<?>) list)
                .filter(
                    list ->
                        Objects.equals(
                            SwingUtilities.getRootPane(list), SwingUtilities.getRootPane(input)))
                .findFirst());
  }

  /// What a screen reader says of the rows of a list.
  private List<String> rows(JList<?> list) {
    return walker.ask(
        () -> {
          List<String> names = new ArrayList<>();
          AccessibleContext context = list.getAccessibleContext();
          for (int row = 0; row < context.getAccessibleChildrenCount(); row++) {
            names.add(context.getAccessibleChild(row).getAccessibleContext().getAccessibleName());
          }
          return names;
        });
  }

  private void button(String name) throws Exception {
    forget();
    walker.click(name);
    copied(name);
  }

  /// Puts something on the clipboard, to see that something else comes.
  private static void forget() {
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(COPIED), null);
  }

  private void copied(String what) throws Exception {
    Clipboard clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
    walker.until(
        what + " copies something",
        () -> !COPIED.equals(clipboard.getData(DataFlavor.stringFlavor)));
    clipboards(what);
  }

  private void nowhere(String when) {
    String canary = canary();
    List<String> found =
        walker.ask(
            () -> {
              List<String> all = new ArrayList<>();
              for (Window window : Window.getWindows()) {
                all.addAll(texts(window.getAccessibleContext()));
                titles(window, all);
              }
              return all;
            });
    assertThat(found).isNotEmpty().noneMatch(text -> text.contains(canary));
    assertThat(Thread.getAllStackTraces().keySet())
        .as(when)
        .noneMatch(thread -> thread.getName().contains(canary));
  }

  private static void titles(Component component, List<String> into) {
    if (component instanceof Frame frame) {
      into.add(frame.getTitle());
    }
    if (component instanceof Dialog dialog) {
      into.add(String.valueOf(dialog.getTitle()));
    }
    if (component instanceof JComponent swing && swing.getToolTipText() != null) {
      into.add(swing.getToolTipText());
    }
    if (component.getName() != null) {
      into.add(component.getName());
    }
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        titles(child, into);
      }
    }
  }

  /// What a screen reader can ask a component and what is in it.
  private static List<String> texts(AccessibleContext context) {
    List<String> found = new ArrayList<>();
    collect(context, found, 0);
    return found;
  }

  private static void collect(AccessibleContext context, List<String> into, int depth) {
    if (context == null || depth > 40) {
      return;
    }
    into.add(String.valueOf(context.getAccessibleName()));
    into.add(String.valueOf(context.getAccessibleDescription()));
    AccessibleText text = context.getAccessibleText();
    if (text != null) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < Math.min(text.getCharCount(), 10_000); i++) {
        String letter = text.getAtIndex(AccessibleText.CHARACTER, i);
        all.append(letter == null ? "" : letter);
      }
      into.add(all.toString());
      into.add(String.valueOf(text.getSelectedText()));
    }
    int children = Math.min(context.getAccessibleChildrenCount(), 200);
    for (int child = 0; child < children; child++) {
      var next = context.getAccessibleChild(child);
      if (next != null) {
        collect(next.getAccessibleContext(), into, depth + 1);
      }
    }
  }

  /// The clipboard, and what X11 pastes with the middle button.
  private void clipboards(String when) throws Exception {
    Toolkit toolkit = Toolkit.getDefaultToolkit();
    for (Clipboard clipboard :
        new Clipboard[] {toolkit.getSystemClipboard(), toolkit.getSystemSelection()}) {
      if (clipboard == null) {
        continue;
      }
      if (clipboard.isDataFlavorAvailable(DataFlavor.stringFlavor)) {
        assertThat(clipboard.getData(DataFlavor.stringFlavor).toString())
            .as(when)
            .doesNotContain(canary());
      }
    }
  }

  /// How many objects that can be reached hold the canary: as bytes, and as characters.
  private int memory(Path data) throws Exception {
    Path dump = data.resolve("memory.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    int found = 0;
    for (Charset charset :
        List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      byte[] wanted = canary().getBytes(charset);
      int here = count(dump, wanted);
      Figure.report(
          "canary_in_memory_as_" + charset.name().toLowerCase(java.util.Locale.ROOT), here);
      found += here;
    }
    Files.delete(dump);
    return found;
  }

  private static int count(Path file, byte[] wanted) throws Exception {
    int found = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      for (int at = 0; at <= bytes.limit() - wanted.length; at++) {
        int same = 0;
        while (same < wanted.length && bytes.get(at + same) == wanted[same]) {
          same++;
        }
        found += same == wanted.length ? 1 : 0;
      }
    }
    return found;
  }

  private String canary() {
    return new String(backwards(yranac.clone()));
  }

  private static char[] newCanary() {
    byte[] random = new byte[8];
    ThreadLocalRandom.current().nextBytes(random);
    return ("TUSKCANARY-" + HexFormat.of().formatHex(random)).toCharArray();
  }

  private static char[] backwards(char[] text) {
    for (int i = 0, j = text.length - 1; i < j; i++, j--) {
      char swapped = text[i];
      text[i] = text[j];
      text[j] = swapped;
    }
    return text;
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
