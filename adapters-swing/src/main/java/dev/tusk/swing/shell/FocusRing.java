package dev.tusk.swing.shell;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.swing.JComponent;

/// The stops of F6: the regions in the order they were added, as far as they are on the screen.
/// Does not keep closed tabs alive.
final class FocusRing {
  private final List<WeakReference<JComponent>> stops = new ArrayList<>();
  private final Consumer<JComponent> reached;

  /// A ring without stops.
  ///
  /// @param reached is told where the keyboard has brought the focus
  FocusRing(Consumer<JComponent> reached) {
    this.reached = reached;
  }

  void add(JComponent stop) {
    stops.removeIf(s -> s.get() == null || stop.equals(s.get()));
    stops.add(new WeakReference<>(stop));
  }

  /// Moves the focus by one stop, forwards or backwards.
  void move(int step) {
    var shown =
        stops.stream()
            .map(WeakReference::get)
            .filter(Objects::nonNull)
            .filter(c -> c.isShowing() && c.isEnabled())
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    var at = -1;
    for (int i = 0; i < shown.size(); i++) {
      at = owner != null && within(owner, shown.get(i)) ? i : at;
    }
    var next = at < 0 && step < 0 ? shown.size() - 1 : Math.floorMod(at + step, shown.size());
    go(shown.get(next));
  }

  /// Moves the focus to the first stop inside a region.
  void enter(JComponent region) {
    stops.stream()
        .map(WeakReference::get)
        .filter(Objects::nonNull)
        .filter(c -> c.isShowing() && within(c, region))
        .findFirst()
        .ifPresent(this::go);
  }

  private void go(JComponent stop) {
    stop.requestFocusInWindow();
    reached.accept(stop);
  }

  private static boolean within(Component part, Component whole) {
    for (var c = part; c != null; c = c.getParent()) {
      if (c.equals(whole)) {
        return true;
      }
    }
    return false;
  }
}
