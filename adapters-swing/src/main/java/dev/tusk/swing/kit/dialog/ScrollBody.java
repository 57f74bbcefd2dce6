package dev.tusk.swing.kit.dialog;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Styles;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.beans.PropertyChangeListener;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;

/// The body of a dialog that may be higher than the screen: it scrolls, and shows what gets the
/// focus.
final class ScrollBody extends JScrollPane {
  /// What title bar and footer of the dialog and a panel of the desktop take.
  private static final int AROUND = 160;

  private final JComponent body;
  private final transient PropertyChangeListener focus;

  ScrollBody(JComponent body) {
    super(
        body,
        ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
        ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    this.body = body;
    setBorder(null);
    Colors.background(this, ColorRole.CHROME);
    Styles.put(getVerticalScrollBar(), "track", "$" + ColorRole.CHROME.key());
    getVerticalScrollBar().setUnitIncrement(Theme.px(24));
    focus =
        e -> {
          if (e.getNewValue() instanceof JComponent now
              && SwingUtilities.isDescendingFrom(now, body)) {
            reveal(now);
          }
        };
  }

  private void reveal(Component component) {
    body.scrollRectToVisible(
        SwingUtilities.convertRectangle(component.getParent(), component.getBounds(), body));
  }

  @Override
  public Dimension getPreferredSize() {
    var wanted = super.getPreferredSize();
    var most = screen().height - Theme.px(AROUND);
    return wanted.height <= most
        ? wanted
        : new Dimension(wanted.width + getVerticalScrollBar().getPreferredSize().width, most);
  }

  /// What of the screen a window may cover.
  static Rectangle screen() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
  }

  @Override
  public void addNotify() {
    super.addNotify();
    KeyboardFocusManager.getCurrentKeyboardFocusManager()
        .addPropertyChangeListener("focusOwner", focus);
  }

  @Override
  public void removeNotify() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager()
        .removePropertyChangeListener("focusOwner", focus);
    super.removeNotify();
  }
}
