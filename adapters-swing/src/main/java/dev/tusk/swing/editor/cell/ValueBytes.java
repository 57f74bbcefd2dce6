package dev.tusk.swing.editor.cell;

import java.io.IOException;
import java.io.OutputStream;

/// The bytes of a value, read piece by piece. Thread-safe; reading may read the disk.
interface ValueBytes {
  /// How many bytes are read at a time by what goes through all of them.
  int PIECE = 1 << 16;

  /// How many there are.
  long length();

  /// A copy of `count` bytes from `from` on; fewer where the value ends.
  ///
  /// @throws RuntimeException of the store when that was closed or cannot read its file
  byte[] read(long from, int count);

  /// Writes all of them.
  default void writeTo(OutputStream out) throws IOException {
    for (var at = 0L; at < length(); ) {
      var piece = read(at, 16 * PIECE);
      out.write(piece);
      at += piece.length;
    }
  }

  /// Bytes in memory.
  static ValueBytes of(byte[] bytes) {
    return new ValueBytes() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public byte[] read(long from, int count) {
        var start = (int) Math.min(from, bytes.length);
        return java.util.Arrays.copyOfRange(
            bytes, start, (int) Math.min(start + (long) count, bytes.length));
      }
    };
  }
}
