package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.window.EventThreadWatch;
import dev.tusk.sqlite.spill.SpillDirectory;
import dev.tusk.swing.editor.cell.CellViewer;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.dialog.ModalDialogs;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.accessibility.AccessibleRole;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The viewer opens values of 100 MB, goes to their end, finds in them and shows them in each way,
/// while the event thread answers and the heap stays small.
@Requirement("D-7")
class HugeValueTest {
  private static final int SIZE = 100_000_000;

  /// Without what the machine took of it; what lays out all of such a value takes minutes.
  private static final double BOUND_MS = 100;

  /// Of a value that is on the disk; what was laid out takes a few.
  private static final double BOUND_MB = 40;

  private final Walker walker = new Walker();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  void aValueOfAHundredMegabytesOpensWithoutFreezing(@TempDir Path folder) throws Exception {
    try (SpillDirectory files = new SpillDirectory(folder);
        EventThreadWatch watch = new EventThreadWatch()) {
      KeepResults keep = new KeepResults(new MemoryBudget(1 << 20), files);
      ResultStore store = store(keep);
      UiTasks ui = new UiTasks();
      ResultGrid grid = walker.ask(() -> grid(ui, store));
      open(ui, keep, grid, 0); // the first viewer loads classes and fonts
      lookAround(settled(), "\"n\": 1");
      close();
      Thread.sleep(300);
      var _ = watch.take();
      double before = heap();

      open(ui, keep, grid, 1);
      lookAround(settled(), "\"n\": 1999");
      choose("Tree");
      JTree tree = walker.find(JTree.class, "Value of json");
      walker.until("the groups", () -> tree.getRowCount() > 2);
      var _ =
          walker.ask(
              () -> {
                tree.expandRow(1);
                return true;
              });
      walker.until("the members of a group", () -> tree.getRowCount() > 100);
      choose("Hex");
      lookAround(settled(), "\\x5d");
      EventThreadWatch.Delays first = watch.take();
      double held = heap() - before; // a collection stops all threads
      close();
      Thread.sleep(100);
      var _ = watch.take();

      open(ui, keep, grid, 2);
      lookAround(settled(), "end");
      choose("Copy all");
      walker.until("the refusal", () -> walker.says("More than "));
      choose("Wrap lines");
      lookAround(settled(), "end");
      close();

      EventThreadWatch.Delays delays = watch.take();
      Calibration.print("huge_value");
      Figure.report("huge_value_machine_ms", delays.machineMillis());
      double own = Math.max(first.ownMillis(), delays.ownMillis());
      Figure.atMost("huge_value_heap_mb", held, BOUND_MB);
      assertThat(own).as(first.where() + delays.where()).isLessThanOrEqualTo(BOUND_MS);
      Figure.atMost("huge_value_event_thread_ms", own, BOUND_MS);
      var _ =
          walker.ask(
              () -> {
                for (Window window : Window.getWindows()) {
                  window.dispose();
                }
                return true;
              });
      store.close();
    }
  }

  /// The twin: a text of Swing's own, with a four hundredth of such a value.
  @Test
  void aViewerThatHoldsTheWholeTextIsLate() {
    try (EventThreadWatch watch = new EventThreadWatch()) {
      String text = new String(json(SIZE / 400), StandardCharsets.ISO_8859_1);
      JFrame frame =
          walker.ask(
              () -> {
                JFrame made = new JFrame("A text of Swing's own");
                made.setSize(800, 500);
                made.setVisible(true);
                return made;
              });
      double late = 0;
      // On a busy machine the watch may not get to look while the text is laid out.
      for (int attempt = 0; late <= BOUND_MS && attempt < 20; attempt++) {
        var _ = watch.take();
        var _ =
            walker.ask(
                () -> {
                  JTextArea area = new JTextArea(text);
                  area.setLineWrap(true);
                  frame.setContentPane(new JScrollPane(area));
                  frame.validate();
                  return true;
                });
        late = Math.max(late, walker.ask(() -> watch.take().ownMillis()));
      }
      assertThat(late).isGreaterThan(BOUND_MS);
      var _ =
          walker.ask(
              () -> {
                frame.dispose();
                return true;
              });
    }
  }

  /// A JSON of many objects, and one line of text.
  private static ResultStore store(KeepResults keep) {
    ResultStore store =
        keep.begin(
            List.of(
                new ResultColumn("small", "jsonb", 3802, Kind.JSON),
                new ResultColumn("json", "jsonb", 3802, Kind.JSON),
                new ResultColumn("line", "text", 25, Kind.TEXT)));
    RowPage.Builder page = new RowPage.Builder(3, 1, 0);
    page.add(json(1_000));
    page.add(json(SIZE));
    byte[] line = new byte[SIZE];
    java.util.Arrays.fill(line, (byte) 'x');
    System.arraycopy("end".getBytes(StandardCharsets.UTF_8), 0, line, SIZE - 3, 3);
    page.add(line);
    assertThat(store.append(page.build(1))).isTrue();
    return store;
  }

  private static byte[] json(int size) {
    StringBuilder json = new StringBuilder(size + 100).append('[');
    for (int i = 0; json.length() < size; i++) {
      json.append(i == 0 ? "" : ", ").append("{\"n\":").append(i);
      json.append(",\"price\":1.50,\"tags\":[\"a\",\"b\"],\"none\":null}");
    }
    return json.append(']').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ResultGrid grid(UiTasks ui, ResultStore store) {
    Theme.install(Theme.Choice.LIGHT);
    ResultGrid grid = new ResultGrid(ui, new TabResult(1, "select", store));
    JFrame frame = new JFrame("Huge values");
    frame.setContentPane(grid);
    frame.setSize(800, 500);
    frame.setVisible(true);
    return grid;
  }

  private void open(UiTasks ui, KeepResults keep, ResultGrid grid, int column) {
    var _ =
        walker.ask(
            () -> {
              grid.refresh();
              grid.table().changeSelection(0, column, false, false);
              CellViewer.open(ui, new ModalDialogs(() -> null), keep, grid);
              return true;
            });
  }

  /// The viewer, once all of the value has been gone through.
  private JPanel settled() {
    JPanel viewer =
        walker.find(
            "the viewer",
            () ->
                Walker.windows().stream()
                    .flatMap(w -> Finder.all(w, JPanel.class).stream())
                    .filter(p -> Finder.name(p).startsWith("Value of"))
                    .findFirst());
    walker.until(
        "the end of the value",
        () ->
            Finder.all(viewer, JLabel.class).stream()
                .noneMatch(label -> "Reading…".equals(label.getText())));
    return viewer;
  }

  /// Goes to the end and back, and finds something.
  private void lookAround(JPanel viewer, String wanted) throws InterruptedException {
    JComponent text =
        walker.find(
            "the text",
            () ->
                Finder.all(viewer, JComponent.class).stream()
                    .filter(
                        c ->
                            c.getAccessibleContext()
                                .getAccessibleRole()
                                .equals(AccessibleRole.TEXT))
                    .filter(c -> Finder.name(c).startsWith("Value of"))
                    .findFirst());
    walker.press(text, "ctrl END");
    Thread.sleep(150);
    walker.press(text, "ctrl HOME");
    for (int i = 0; i < 5; i++) {
      walker.press(text, "PAGE_DOWN");
      Thread.sleep(20);
    }
    JTextField find = walker.find(JTextField.class, "Find in the value");
    var _ =
        walker.ask(
            () -> {
              find.setText(wanted);
              return true;
            });
    walker.until("the match", () -> shown(text).contains(seen(wanted)));
  }

  private static String seen(String wanted) {
    return wanted.startsWith("\\x") ? wanted.substring(2) : wanted;
  }

  private static String shown(JComponent text) {
    return text.getAccessibleContext().getAccessibleDescription();
  }

  private void choose(String button) {
    var _ =
        walker.ask(
            () -> {
              Walker.windows().stream()
                  .flatMap(w -> Finder.find(w, AbstractButton.class, button).stream())
                  .forEach(found -> found.doClick(0));
              return true;
            });
  }

  private void close() throws InterruptedException {
    var _ = settled();
    walker.dismissDialogs();
    Thread.sleep(100);
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
