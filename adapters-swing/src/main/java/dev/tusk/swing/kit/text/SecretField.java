package dev.tusk.swing.kit.text;

import java.awt.Toolkit;
import javax.swing.JPasswordField;
import javax.swing.text.PlainDocument;

/// A password field that leaves nothing of a password in memory once it is emptied. Refuses to copy
/// and cut, as every password field of Swing does. Event thread only.
public final class SecretField extends JPasswordField {
  /// An empty field.
  public SecretField(int columns) {
    super(new PlainDocument(new SecretContent()), null, columns);
  }

  /// Empties the field and overwrites what was in it.
  public void wipe() {
    setText("");
  }

  @Override
  public Toolkit getToolkit() {
    return TextToolkit.of(this, super.getToolkit());
  }
}
