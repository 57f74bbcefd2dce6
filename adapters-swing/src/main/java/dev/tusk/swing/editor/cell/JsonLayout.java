package dev.tusk.swing.editor.cell;

/// Breaks a JSON text into lines and indents them. Every token stays as it is: no number, string or
/// key is read and written anew, nothing is sorted or dropped but blanks between tokens. What is
/// not JSON comes out as well as it can.
final class JsonLayout {
  /// Deeper levels are indented no further, or their blanks would outgrow the text.
  private static final int DEEPEST = 60;

  private final ByteReader in;
  private final DerivedValue.Sink out;
  private int depth;

  JsonLayout(ByteReader in, DerivedValue.Sink out) {
    this.in = in;
    this.out = out;
  }

  void write() {
    var before = -1;
    for (var c = token(); c >= 0; c = token()) {
      switch (c) {
        case '{', '[' -> {
          out.put(c);
          depth++;
          if (skipBlanks() != (c == '{' ? '}' : ']')) {
            newLine();
          }
        }
        case '}', ']' -> {
          depth = Math.max(0, depth - 1);
          if (before != '{' && before != '[') {
            newLine();
          }
          out.put(c);
        }
        case ',' -> {
          out.put(c);
          newLine();
        }
        case ':' -> {
          out.put(c);
          out.put(' ');
        }
        case '"' -> string();
        default -> word(c);
      }
      before = c;
    }
  }

  /// The first byte of the next token.
  private int token() {
    var _ = skipBlanks();
    return in.next();
  }

  private int skipBlanks() {
    while (isBlank(in.peek())) {
      var _ = in.next();
    }
    return in.peek();
  }

  private void string() {
    out.put('"');
    for (var c = in.next(); c >= 0; c = in.next()) {
      out.put(c);
      if (c == '"') {
        return;
      }
      if (c == '\\' && in.peek() >= 0) {
        out.put(in.next());
      }
    }
  }

  /// A number, true, false, null, or what should be one.
  private void word(int first) {
    out.put(first);
    while (isWord(in.peek())) {
      out.put(in.next());
    }
    if (isBlank(in.peek()) && (isWord(skipBlanks()) || in.peek() == '"')) {
      out.put(' ');
    }
  }

  private void newLine() {
    out.put('\n');
    for (var i = Math.min(depth, DEEPEST); i > 0; i--) {
      out.put(' ');
      out.put(' ');
    }
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  static boolean isWord(int c) {
    return c > ' ' && "{}[],:\"".indexOf(c) < 0;
  }
}
