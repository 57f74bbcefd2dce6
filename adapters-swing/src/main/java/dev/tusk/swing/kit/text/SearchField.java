package dev.tusk.swing.kit.text;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.event.KeyEvent;
import java.util.function.Consumer;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// A field that filters or finds while the user types; Esc empties it.
public final class SearchField extends TextField {

  /// A field with an icon and words that say what it is for.
  public SearchField(Glyph glyph, String placeholder) {
    putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, SafeText.plain(placeholder));
    putClientProperty(
        FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of(glyph, ColorRole.TEXT3));
    putClientProperty(FlatClientProperties.TEXT_FIELD_SHOW_CLEAR_BUTTON, true);
    getAccessibleContext().setAccessibleName(placeholder);
  }

  /// Calls `listener` with the text, trimmed, after each change.
  public void onChange(Consumer<String> listener) {
    getDocument()
        .addDocumentListener(
            new DocumentListener() {
              @Override
              public void insertUpdate(DocumentEvent e) {
                listener.accept(getText().strip());
              }

              @Override
              public void removeUpdate(DocumentEvent e) {
                listener.accept(getText().strip());
              }

              @Override
              public void changedUpdate(DocumentEvent e) {
                listener.accept(getText().strip());
              }
            });
  }

  @Override
  protected void processKeyEvent(KeyEvent e) {
    if (e.getID() == KeyEvent.KEY_PRESSED
        && e.getKeyCode() == KeyEvent.VK_ESCAPE
        && !getText().isEmpty()) {
      setText("");
      e.consume();
      return;
    }
    super.processKeyEvent(e);
  }
}
