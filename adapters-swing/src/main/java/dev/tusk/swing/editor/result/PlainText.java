package dev.tusk.swing.editor.result;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextArea;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.Insets;

/// Text that wraps and can be selected; a text area never renders HTML.
final class PlainText extends TextArea {
  /// The server may send a megabyte of context; the clipboard gets all of it, the panel the start.
  private static final int LIMIT = 4_000;

  PlainText(String text, ColorRole color, Fonts font) {
    super(SafeText.visible(SafeText.start(text, LIMIT)));
    setEditable(false);
    setLineWrap(true);
    setWrapStyleWord(true);
    setOpaque(false);
    setBorder(null);
    setMargin(new Insets(0, 0, 0, 0));
    Colors.foreground(this, color);
    font.set(this);
  }
}
