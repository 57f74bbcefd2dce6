package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.Clipboards;
import dev.tusk.swing.kit.TextArea;
import java.util.BitSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.PlainDocument;
import org.jspecify.annotations.Nullable;

/// Shows a value of any length within a moment. Event thread only, but for [Part#of].
///
/// Swing lays out a line as a whole: a line of a megabyte takes seconds when it wraps and is not
/// painted at all when it does not. So long lines are broken here, and what is copied has the
/// breaks taken out again.
final class ValueArea extends TextArea {
  /// A wrapped line longer than this holds the window up.
  static final int LONG_LINE = 2_000;

  /// What a part of a broken line has: as much as a new viewer shows side by side.
  private static final int PIECE = 76;

  /// Swing wraps some 200 characters a millisecond, all of them before the first is painted.
  private static final int WRAPPED = 20_000;

  private BitSet breaks = new BitSet();

  /// A text as it is shown.
  ///
  /// @param document holds it, filled already
  /// @param breaks where line breaks are that the text does not have
  record Part(PlainDocument document, BitSet breaks) {
    /// Breaks the long lines of a text. For a background thread.
    static Part of(String text) {
      var shown = new StringBuilder(text.length() + text.length() / PIECE + 1);
      var breaks = new BitSet();
      for (var start = 0; start < text.length(); ) {
        var newline = text.indexOf('\n', start);
        var end = newline < 0 ? text.length() : newline + 1;
        line(text, start, end, shown, breaks);
        start = end;
      }
      var document = new PlainDocument();
      try {
        document.insertString(0, shown.toString(), null);
      } catch (BadLocationException e) {
        throw new IllegalStateException("0 is a place in every document", e);
      }
      return new Part(document, breaks);
    }

    private static void line(String text, int start, int end, StringBuilder shown, BitSet breaks) {
      if (end - start <= LONG_LINE) {
        shown.append(text, start, end);
        return;
      }
      for (var at = start; at < end; ) {
        var next = Math.min(at + PIECE, end);
        if (next < end && Character.isLowSurrogate(text.charAt(next))) {
          next++;
        }
        shown.append(text, at, next);
        if (next < end) {
          breaks.set(shown.length());
          shown.append('\n');
        }
        at = next;
      }
    }
  }

  ValueArea() {
    setEditable(false);
  }

  /// Shows this in place of what was there.
  void show(Part part) {
    breaks = part.breaks();
    setLineWrap(false); // a long text must not be wrapped even once
    setDocument(part.document());
    setLineWrap(wraps());
    setCaretPosition(0);
  }

  /// Whether the text is short enough to be wrapped; otherwise its long lines are broken already.
  boolean wraps() {
    return breaks.isEmpty() && getDocument().getLength() <= WRAPPED;
  }

  /// The selected text as the value has it.
  @Override
  public @Nullable String getSelectedText() {
    var selected = super.getSelectedText();
    if (selected == null || breaks.isEmpty()) {
      return selected;
    }
    var start = getSelectionStart();
    var exact = new StringBuilder(selected.length());
    for (var i = 0; i < selected.length(); i++) {
      if (!breaks.get(start + i)) {
        exact.append(selected.charAt(i));
      }
    }
    return exact.toString();
  }

  @Override
  public void copy() {
    var selected = getSelectedText();
    if (selected != null) {
      Clipboards.copy(selected);
    }
  }
}
