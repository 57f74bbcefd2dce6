package dev.tusk.app.architecture.planted.swing.editor;

import javax.swing.JLabel;

/// Planted: text of the server reaches a label past the door.
public final class ShowsServerText {
  public void show(JLabel label, String text) {
    label.setText(text);
  }
}
