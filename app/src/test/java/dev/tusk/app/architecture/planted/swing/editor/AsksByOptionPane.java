package dev.tusk.app.architecture.planted.swing.editor;

import javax.swing.JOptionPane;

/// Planted: a dialog that renders HTML.
public final class AsksByOptionPane {
  public void show(String message) {
    JOptionPane.showMessageDialog(null, message);
  }
}
