package dev.tusk.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A buffer before a stream, for readers of cells, who cannot throw an `IOException`.
final class ByteOut {
  /// Takes nothing, for a field that is set later.
  static final ByteOut NOWHERE = new ByteOut(OutputStream.nullOutputStream(), 0);

  private static final int SIZE = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer;
  private int used;

  ByteOut(OutputStream out) {
    this(out, SIZE);
  }

  private ByteOut(OutputStream out, int size) {
    this.out = out;
    this.buffer = new byte[size];
  }

  void put(char ascii) {
    if (used == SIZE) {
      drain();
    }
    buffer[used++] = (byte) ascii;
  }

  void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  void put(byte[] data) {
    put(data, 0, data.length);
  }

  void put(byte[] data, int offset, int length) {
    if (length > SIZE - used) {
      drain();
      if (length > SIZE) {
        try {
          out.write(data, offset, length);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
        return;
      }
    }
    System.arraycopy(data, offset, buffer, used, length);
    used += length;
  }

  /// Puts the value with each of the two characters doubled, as SQL and CSV escape.
  void putDoubled(byte[] data, int offset, int length, char one, char other) {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == one || data[i] == other) {
        put(data, from, i - from + 1);
        from = i;
      }
    }
    put(data, from, offset + length - from);
  }

  /// Puts the value with each byte replaced for which `escapes` has another text.
  void putEscaped(byte[] data, int offset, int length, byte[][] escapes) {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      int each = data[i];
      if (each >= 0 && escapes[each].length > 0) {
        put(data, from, i - from);
        put(escapes[each]);
        from = i + 1;
      }
    }
    put(data, from, offset + length - from);
  }

  /// A table for [#putEscaped] that replaces nothing yet.
  static byte[][] escapes() {
    byte[][] table = new byte[128][];
    java.util.Arrays.fill(table, new byte[0]);
    return table;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
    out.flush();
  }

  private void drain() {
    try {
      out.write(buffer, 0, used);
      used = 0;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
