package dev.tusk.swing.editor.cell;

/// The bytes that a `bytea` printed in the escape format stands for: `\\` is a backslash, `\ooo` a
/// byte in octal.
final class Escaped {
  private Escaped() {}

  static void decode(ByteReader in, DerivedValue.Sink out) {
    for (var c = in.next(); c >= 0; c = in.next()) {
      if (c != '\\') {
        out.put(c);
      } else if (in.peek() == '\\') {
        out.put(in.next());
      } else {
        out.put((in.next() - '0') << 6 | (in.next() - '0') << 3 | (in.next() - '0'));
      }
    }
  }
}
