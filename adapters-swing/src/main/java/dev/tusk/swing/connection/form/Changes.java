package dev.tusk.swing.connection.form;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/// Hears any change of a text field.
final class Changes implements DocumentListener {
  private final Runnable listener;

  private Changes(Runnable listener) {
    this.listener = listener;
  }

  static void of(JTextComponent field, Runnable listener) {
    field.getDocument().addDocumentListener(new Changes(listener));
  }

  @Override
  public void insertUpdate(DocumentEvent e) {
    listener.run();
  }

  @Override
  public void removeUpdate(DocumentEvent e) {
    listener.run();
  }

  @Override
  public void changedUpdate(DocumentEvent e) {
    listener.run();
  }
}
