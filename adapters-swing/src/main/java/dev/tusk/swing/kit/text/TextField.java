package dev.tusk.swing.kit.text;

import java.awt.Toolkit;
import javax.swing.JTextField;

/// A field of one line. What is selected in it is handed to the platform without a wait. Event
/// thread only.
public class TextField extends JTextField {
  /// An empty field.
  public TextField() {}

  /// An empty field as wide as that many letters.
  public TextField(int columns) {
    super(columns);
  }

  /// A field with a text.
  public TextField(String text) {
    super(text);
  }

  /// A field with a text, as wide as that many letters.
  public TextField(String text, int columns) {
    super(text, columns);
  }

  @Override
  public Toolkit getToolkit() {
    return TextToolkit.of(this, super.getToolkit());
  }
}
