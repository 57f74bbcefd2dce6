package dev.tusk.swing.editor.text;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import javax.swing.text.BadLocationException;
import javax.swing.text.Position;

/// An icon in the gutter beside the place where a statement starts; it moves with the text.
///
/// @param tip what it means, in words
record StatementMark(Position place, Glyph glyph, ColorRole color, String tip) {

  static StatementMark at(SqlTextArea area, int offset, Glyph glyph, ColorRole color, String tip) {
    try {
      var inside = Math.clamp(offset, 0, area.getDocument().getLength());
      return new StatementMark(area.getDocument().createPosition(inside), glyph, color, tip);
    } catch (BadLocationException e) {
      throw new IllegalStateException("the offset was clamped to the document", e);
    }
  }

  int line(SqlTextArea area) {
    return area.lineOf(place.getOffset());
  }
}
