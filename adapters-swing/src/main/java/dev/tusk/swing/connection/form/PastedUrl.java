package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.text.ConnectionUrl;
import java.util.function.Consumer;
import javax.swing.JTextField;
import javax.swing.text.AbstractDocument;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;
import org.jspecify.annotations.Nullable;

/// Takes a whole URL that is pasted into a field of its own: it belongs to the whole form.
final class PastedUrl extends DocumentFilter {
  private final Consumer<String> whole;

  private PastedUrl(Consumer<String> whole) {
    this.whole = whole;
  }

  /// Calls `whole` with a URL in place of inserting it into `field`.
  static void into(JTextField field, Consumer<String> whole) {
    if (field.getDocument() instanceof AbstractDocument document) {
      document.setDocumentFilter(new PastedUrl(whole));
    }
  }

  @Override
  public void insertString(
      FilterBypass bypass, int offset, @Nullable String text, @Nullable AttributeSet attributes)
      throws BadLocationException {
    replace(bypass, offset, 0, text, attributes);
  }

  @Override
  public void replace(
      FilterBypass bypass,
      int offset,
      int length,
      @Nullable String text,
      @Nullable AttributeSet attributes)
      throws BadLocationException {
    if (text != null && ConnectionUrl.isMeant(text)) {
      whole.accept(text);
    } else {
      super.replace(bypass, offset, length, text, attributes);
    }
  }
}
