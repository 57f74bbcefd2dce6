package dev.tusk.app.architecture.planted.swing.editor;

import javax.swing.SwingUtilities;

/// Planted: a feature that queues events by itself.
public final class WaitsForEvents {
  public void queue(Runnable work) {
    SwingUtilities.invokeLater(work);
  }
}
