package dev.tusk.swing.shell;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.event.HierarchyBoundsAdapter;
import java.awt.event.HierarchyBoundsListener;
import java.awt.event.HierarchyEvent;
import java.beans.PropertyChangeListener;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/// A line round the region that F6 has brought the focus to, until the focus goes elsewhere.
/// Whoever works with the mouse never sees it. Event thread only.
final class FocusFrame extends JComponent {
  private static final String OWNER = "permanentFocusOwner";
  private static final int LINE_PX = 2;
  private final JLayeredPane over;
  private final PropertyChangeListener leaving = e -> left((Component) e.getNewValue());
  private final HierarchyBoundsListener moving =
      new HierarchyBoundsAdapter() {
        @Override
        public void ancestorResized(HierarchyEvent e) {
          fit();
        }

        @Override
        public void ancestorMoved(HierarchyEvent e) {
          fit();
        }
      };
  private @Nullable JComponent round;

  FocusFrame(JLayeredPane over) {
    this.over = over;
    setOpaque(false);
    setName("focus frame");
  }

  /// Shows the frame round what is about to get the focus.
  void show(JComponent region) {
    hideFrame();
    round = region;
    region.addHierarchyBoundsListener(moving);
    over.add(this, JLayeredPane.DRAG_LAYER);
    fit();
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addPropertyChangeListener(OWNER, leaving);
  }

  private void left(@Nullable Component owner) {
    var region = round;
    if (region != null
        && owner != null
        && !owner.equals(region)
        && !SwingUtilities.isDescendingFrom(owner, region)) {
      hideFrame();
    }
  }

  private void hideFrame() {
    var region = round;
    if (region == null) {
      return;
    }
    round = null;
    region.removeHierarchyBoundsListener(moving);
    KeyboardFocusManager.getCurrentKeyboardFocusManager()
        .removePropertyChangeListener(OWNER, leaving);
    var bounds = getBounds();
    over.remove(this);
    over.repaint(bounds);
  }

  private void fit() {
    var region = round;
    if (region == null) {
      return;
    }
    if (!region.isShowing()) {
      hideFrame();
      return;
    }
    // of what scrolls the part that is seen
    var pane = SwingUtilities.getAncestorOfClass(JScrollPane.class, region);
    var seen = pane == null ? region : pane;
    setBounds(
        SwingUtilities.convertRectangle(
            seen, new Rectangle(0, 0, seen.getWidth(), seen.getHeight()), over));
  }

  /// The mouse goes through it.
  @Override
  public boolean contains(int x, int y) {
    return false;
  }

  @Override
  protected void paintComponent(Graphics g) {
    g.setColor(Colors.of(ColorRole.ACCENT));
    var line = Theme.px(LINE_PX);
    g.fillRect(0, 0, getWidth(), line);
    g.fillRect(0, getHeight() - line, getWidth(), line);
    g.fillRect(0, 0, line, getHeight());
    g.fillRect(getWidth() - line, 0, line, getHeight());
  }
}
