package dev.tusk.benchmarks;

import java.awt.Component;
import java.awt.Container;
import java.awt.Toolkit;
import java.awt.Window;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.swing.JButton;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.RepaintManager;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.jspecify.annotations.Nullable;

/// Works the window of this process from outside: by what stands in it, through its real buttons.
final class WindowDriver {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private @Nullable CompletableFuture<Painted> waiting;
  private Set<JTable> before = Set.of();

  /// A grid whose first rows have just been painted, and when that was.
  record Painted(JTable grid, long nanos) {}

  /// Waits for the window with an editor in it.
  void awaitEditor() throws Exception {
    await(() -> !all(JTextComponent.class, "SqlTextArea").isEmpty(), "an editor");
    onUi(
        () -> {
          RepaintManager.setCurrentManager(new Watch());
          return true;
        });
  }

  void type(String sql) throws Exception {
    onUi(
        () -> {
          all(JTextComponent.class, "SqlTextArea").getFirst().setText(sql);
          return true;
        });
  }

  /// Takes the limit off the rows that are fetched, by the toolbar's menu.
  void noLimit() throws Exception {
    onUi(
        () -> {
          button("How many rows of each result are fetched").doClick(0);
          return true;
        });
    await(() -> limitItem() != null, "the menu of limits");
    onUi(
        () -> {
          JMenuItem item = limitItem();
          if (item == null) {
            throw new IllegalStateException("The menu has gone");
          }
          MenuSelectionManager.defaultManager().clearSelectedPath();
          item.doClick(0);
          return true;
        });
  }

  private @Nullable JMenuItem limitItem() {
    for (MenuElement element : MenuSelectionManager.defaultManager().getSelectedPath()) {
      if (element instanceof JPopupMenu menu) {
        for (Component each : menu.getComponents()) {
          if (each instanceof JMenuItem item && item.getText().startsWith("No limit")) {
            return item;
          }
        }
      }
    }
    return null;
  }

  /// Presses Run.
  ///
  /// @return when it was pressed, and the new grid at the end of the paint that showed its rows
  Pressed run() throws Exception {
    CompletableFuture<Painted> rows = new CompletableFuture<>();
    long pressed =
        onUi(
            () -> {
              before = new HashSet<>(grids());
              waiting = rows;
              JButton run = button("Run statement");
              if (!run.isEnabled()) {
                throw new IllegalStateException("Run cannot be pressed now");
              }
              long now = System.nanoTime();
              run.doClick(0);
              return now;
            });
    try {
      return new Pressed(pressed, rows.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException late) {
      throw new IllegalStateException("No rows were painted", late);
    }
  }

  /// What came of pressing Run.
  record Pressed(long nanos, Painted painted) {}

  /// Waits until Run can be pressed again.
  void awaitEnd() throws Exception {
    await(() -> button("Run statement").isEnabled(), "the end of the statement");
  }

  /// Waits until the grid shows `rows` rows; looks every millisecond, off the event thread.
  static long awaitRows(JTable grid, int rows) throws InterruptedException {
    return awaitRows(grid, rows, LIMIT);
  }

  /// The same, for as long as `limit`.
  static long awaitRows(JTable grid, int rows, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (grid.getRowCount() < rows) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The grid stays at " + grid.getRowCount() + " rows");
      }
      Thread.sleep(1);
    }
    return System.nanoTime();
  }

  /// Moves a grid to a place between 0, its top, and 1; one page down when the place is negative.
  static void scroll(JTable grid, double place) throws InterruptedException {
    try {
      SwingUtilities.invokeAndWait(
          () -> {
            JScrollPane pane =
                (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, grid);
            JScrollBar bar = pane.getVerticalScrollBar();
            int most = bar.getMaximum() - bar.getVisibleAmount();
            bar.setValue(
                place < 0 ? bar.getValue() + bar.getVisibleAmount() : (int) (place * most));
          });
    } catch (InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Watch extends RepaintManager {
    @Override
    public void paintDirtyRegions() {
      super.paintDirtyRegions();
      CompletableFuture<Painted> rows = waiting;
      if (rows == null) {
        return;
      }
      for (JTable grid : grids()) {
        if (!before.contains(grid) && grid.getRowCount() > 0) {
          Toolkit.getDefaultToolkit().sync();
          waiting = null;
          rows.complete(new Painted(grid, System.nanoTime()));
          return;
        }
      }
    }
  }

  private static List<JTable> grids() {
    return all(JTable.class, "").stream().filter(Component::isShowing).toList();
  }

  private static JButton button(String accessibleName) {
    return all(JButton.class, "").stream()
        .filter(b -> accessibleName.equals(b.getAccessibleContext().getAccessibleName()))
        .filter(Component::isShowing)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No button is called " + accessibleName));
  }

  private static <T extends Component> List<T> all(Class<T> type, String className) {
    List<T> found = new ArrayList<>();
    for (Window window : Window.getWindows()) {
      if (window.isShowing()) {
        collect(window, type, className, found);
      }
    }
    return found;
  }

  private static <T extends Component> void collect(
      Container from, Class<T> type, String className, List<T> found) {
    for (Component each : from.getComponents()) {
      if (type.isInstance(each)
          && each.isShowing()
          && (className.isEmpty() || each.getClass().getSimpleName().equals(className))) {
        found.add(type.cast(each));
      }
      if (each instanceof Container inner) {
        collect(inner, type, className, found);
      }
    }
  }

  private static void await(BooleanSupplier condition, String what) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!onUi(condition::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Waited in vain for " + what);
      }
      Thread.sleep(20);
    }
  }

  private static <T> T onUi(Callable<T> work) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      SwingUtilities.invokeAndWait(task);
    } catch (InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
    return task.get();
  }
}
