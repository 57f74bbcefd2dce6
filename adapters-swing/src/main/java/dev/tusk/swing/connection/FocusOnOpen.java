package dev.tusk.swing.connection;

import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JComponent;

/// Puts the focus into a component when its window opens.
final class FocusOnOpen extends WindowAdapter {
  private final JComponent component;

  FocusOnOpen(JComponent component) {
    this.component = component;
  }

  @Override
  public void windowOpened(WindowEvent e) {
    component.requestFocusInWindow();
  }
}
