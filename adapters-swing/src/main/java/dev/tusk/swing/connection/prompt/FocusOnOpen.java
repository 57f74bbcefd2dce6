package dev.tusk.swing.connection.prompt;

import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JComponent;

/// Puts the focus into a component when its window opens.
public final class FocusOnOpen extends WindowAdapter {
  private final JComponent component;

  /// For a component of the window that this is to listen to.
  public FocusOnOpen(JComponent component) {
    this.component = component;
  }

  @Override
  public void windowOpened(WindowEvent e) {
    component.requestFocusInWindow();
  }
}
