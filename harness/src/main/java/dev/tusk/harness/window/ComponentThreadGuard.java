package dev.tusk.harness.window;

import java.awt.Component;
import java.awt.EventQueue;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.swing.JComponent;
import javax.swing.RepaintManager;

/// Notices every change of a component that shows which is made on another thread than the event
/// thread: the repaint manager hears of each. (The technique is Alexander Potochkin's, 2006.)
///
/// `repaint()` itself is allowed on any thread and is not counted.
public final class ComponentThreadGuard extends RepaintManager implements AutoCloseable {
  private final RepaintManager before;
  private final List<String> violations = new CopyOnWriteArrayList<>();

  private ComponentThreadGuard(RepaintManager before) {
    this.before = before;
  }

  /// Takes the place of the repaint manager until it is closed.
  public static ComponentThreadGuard install() {
    ComponentThreadGuard guard = new ComponentThreadGuard(RepaintManager.currentManager(null));
    RepaintManager.setCurrentManager(guard);
    return guard;
  }

  /// Where components were touched by a foreign thread.
  public List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public synchronized void addInvalidComponent(JComponent component) {
    check(component);
    super.addInvalidComponent(component);
  }

  @Override
  public void addDirtyRegion(JComponent component, int x, int y, int width, int height) {
    check(component);
    super.addDirtyRegion(component, x, y, width, height);
  }

  private void check(Component component) {
    if (EventQueue.isDispatchThread() || !component.isShowing()) {
      return;
    }
    StackTraceElement[] stack = Thread.currentThread().getStackTrace();
    // stack: getStackTrace, check, addDirtyRegion, JComponent.repaint, caller …
    boolean repaint =
        Arrays.stream(stack)
            .skip(3)
            .dropWhile(f -> f.getMethodName().equals("repaint"))
            .findFirst()
            .map(f -> !f.getClassName().startsWith("javax.swing"))
            .orElse(true);
    boolean asked = stack.length > 3 && stack[3].getMethodName().equals("repaint");
    if (asked && repaint) {
      return;
    }
    violations.add(
        Thread.currentThread().getName()
            + " touched "
            + component.getClass().getName()
            + "\n"
            + Arrays.stream(stack)
                .skip(2)
                .limit(14)
                .map(f -> "    " + f)
                .collect(Collectors.joining("\n")));
  }

  @Override
  public void close() {
    RepaintManager.setCurrentManager(before);
  }
}
