package dev.tusk.swing.editor.cell;

import dev.tusk.swing.editor.cell.DerivedValue.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/// Breaks an XML text into lines and indents them. It reads tags and nothing else: no entity is
/// resolved, no file and no address is ever opened, and what is not XML comes out as it is. Only
/// blanks between two tags change; an element that has text in it stays in one piece.
final class XmlLayout {
  private static final int DEEPEST = 60;
  private static final String CDATA = "[CDATA[";

  private final ByteReader in;
  private final Sink out;

  /// Blanks that are not written yet: whether they matter depends on what comes behind.
  private final ByteArrayOutputStream blanks = new ByteArrayOutputStream();

  /// The depths at which there is text between the tags.
  private final BitSet mixed = new BitSet();

  private int depth;
  private Kind before = Kind.NOTHING;

  private enum Kind {
    NOTHING,
    OPEN,
    CLOSE,
    /// A comment, an instruction, a declaration, an empty element.
    ALONE
  }

  XmlLayout(ByteReader in, Sink out) {
    this.in = in;
    this.out = out;
  }

  void write() {
    for (var c = in.next(); c >= 0; c = in.next()) {
      switch (c) {
        case '<' -> tag();
        case ' ', '\n', '\r', '\t' -> blanks.write(c);
        default -> {
          text();
          out.put(c);
        }
      }
    }
    text();
  }

  /// There is text at this depth, so that its blanks count.
  private void text() {
    mixed.set(depth);
    keepBlanks();
  }

  private void keepBlanks() {
    out.put(blanks.toByteArray());
    blanks.reset();
  }

  private void tag() {
    switch (in.peek()) {
      case '/' -> close();
      case '!' -> {
        var _ = in.next();
        declaration();
      }
      case '?' -> {
        place();
        out.put('<');
        var _ = until("?>");
        before = Kind.ALONE;
      }
      default -> {
        place();
        out.put('<');
        if (endOfTag(false) == '/') {
          before = Kind.ALONE;
        } else {
          depth++;
          mixed.clear(depth);
          before = Kind.OPEN;
        }
      }
    }
  }

  private void close() {
    if (mixed.get(depth) || before == Kind.OPEN) {
      keepBlanks();
    }
    var inside = depth;
    depth = Math.max(0, depth - 1);
    if (before != Kind.OPEN && !mixed.get(inside)) {
      newLine();
    }
    out.put('<');
    var _ = endOfTag(false);
    before = Kind.CLOSE;
  }

  /// A comment, a CDATA section or a declaration, after its `<!`.
  private void declaration() {
    var head = new StringBuilder();
    while (in.peek() > ' ' && in.peek() != '>' && head.length() < CDATA.length()) {
      head.append((char) in.next());
      if (head.indexOf("--") == 0) {
        break;
      }
    }
    var start = head.toString();
    if (start.equals(CDATA)) {
      text();
    } else {
      place();
    }
    out.put('<');
    out.put('!');
    out.put(start.getBytes(StandardCharsets.ISO_8859_1));
    if (start.equals(CDATA)) {
      var _ = until("]]>");
    } else if (start.equals("--")) {
      var _ = until("-->");
      before = Kind.ALONE;
    } else {
      var _ = endOfTag(true);
      before = Kind.ALONE;
    }
  }

  /// Goes to where a tag that opens or stands alone begins.
  private void place() {
    if (mixed.get(depth)) {
      keepBlanks();
    } else if (before == Kind.NOTHING) {
      blanks.reset();
    } else {
      newLine();
    }
  }

  private void newLine() {
    blanks.reset();
    out.put('\n');
    for (var i = Math.min(depth, DEEPEST); i > 0; i--) {
      out.put(' ');
      out.put(' ');
    }
  }

  /// Copies up to and with a `>` that is not between quotes.
  ///
  /// @param declaration whether declarations in a pair of brackets may come before it
  /// @return the byte before it
  private int endOfTag(boolean declaration) {
    var quote = 0;
    var brackets = 0;
    var last = 0;
    for (var c = in.next(); c >= 0; c = in.next()) {
      out.put(c);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (declaration && c == '[') {
        brackets++;
      } else if (declaration && c == ']') {
        brackets--;
      } else if (c == '>' && brackets <= 0) {
        return last;
      }
      last = c;
    }
    return last;
  }

  private boolean until(String end) {
    var wanted = end.getBytes(StandardCharsets.US_ASCII);
    var last = new byte[wanted.length];
    for (var c = in.next(); c >= 0; c = in.next()) {
      out.put(c);
      System.arraycopy(last, 1, last, 0, last.length - 1);
      last[last.length - 1] = (byte) c;
      if (Arrays.equals(last, wanted)) {
        return true;
      }
    }
    return false;
  }
}
