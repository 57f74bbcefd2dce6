package dev.tusk.swing.kit.text;

import java.awt.Toolkit;
import javax.swing.JTextArea;

/// A text of several lines. What is selected in it is handed to the platform without a wait. Event
/// thread only.
public class TextArea extends JTextArea {
  @Override
  public Toolkit getToolkit() {
    return TextToolkit.of(this, super.getToolkit());
  }
}
