package dev.tusk.swing.editor.cell;

/// The bytes that a `bytea` printed as `\x68656c…` stands for.
record HexDigits(ValueBytes text) implements ValueBytes {
  private static final int HEAD = 2;

  /// Whether a value begins as such a text does.
  static boolean begin(byte[] start) {
    return start.length >= HEAD && start[0] == '\\' && start[1] == 'x';
  }

  @Override
  public long length() {
    return (text.length() - HEAD) / 2;
  }

  @Override
  public byte[] read(long from, int count) {
    var wanted = Math.clamp(length() - from, 0, Math.min(count, Integer.MAX_VALUE / 2 - 1));
    var digits = text.read(HEAD + 2 * from, 2 * wanted);
    var bytes = new byte[digits.length / 2];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte) (Character.digit(digits[2 * i], 16) << 4 | Character.digit(digits[2 * i + 1], 16));
    }
    return bytes;
  }
}
