package dev.tusk.app.architecture.planted.swing.editor;

import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import javax.swing.JTextField;

/// Planted: a field whose caret takes the selection on the event thread, and a copy made there.
public final class SelectsAtOnce {
  public JTextField field() {
    Toolkit.getDefaultToolkit()
        .getSystemClipboard()
        .setContents(new StringSelection("waits for the X server"), null);
    return new JTextField();
  }
}
