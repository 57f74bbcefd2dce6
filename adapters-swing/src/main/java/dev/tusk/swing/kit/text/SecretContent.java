package dev.tusk.swing.kit.text;

import java.util.Arrays;
import javax.swing.text.BadLocationException;
import javax.swing.text.GapContent;
import javax.swing.text.Segment;
import javax.swing.undo.UndoableEdit;
import org.jspecify.annotations.Nullable;

/// The characters of a password field. What is deleted is overwritten, in arrays that were outgrown
/// too; nothing can be undone, since an undo would keep a copy. Event thread only.
final class SecretContent extends GapContent {
  private static final char[] NOTHING = {};

  SecretContent() {
    super(64);
  }

  @Override
  public @Nullable UndoableEdit insertString(int where, String text) throws BadLocationException {
    var before = getArray();
    super.insertString(where, text);
    wipe(before);
    return null;
  }

  @Override
  public @Nullable UndoableEdit remove(int where, int count) throws BadLocationException {
    if (where + count >= length()) {
      throw new BadLocationException("Invalid remove", length() + 1);
    }
    var before = getArray();
    replace(where, count, NOTHING, 0);
    wipe(before);
    return null;
  }

  /// Overwrites everything that is not part of the text.
  @SuppressWarnings("ReferenceEquality") // whether it is the same array, not an equal one
  private void wipe(Object before) {
    var array = (char[]) getArray();
    if (before instanceof char[] outgrown && outgrown != array) {
      Arrays.fill(outgrown, '\0');
    }
    var live = new boolean[array.length];
    var one = new Segment();
    for (var i = 0; i < length(); i++) {
      try {
        getChars(i, 1, one);
      } catch (BadLocationException e) {
        throw new IllegalStateException("inside of the text", e);
      }
      live[one.offset] = true;
    }
    for (var i = 0; i < array.length; i++) {
      if (!live[i]) {
        array[i] = '\0';
      }
    }
  }

  /// The array itself, for the test that nothing is left in it.
  char[] array() {
    return (char[]) getArray();
  }
}
