package dev.tusk.core.result;

import java.util.Arrays;

/// Grows; the bytes by which a row is sorted are written here. Confined to one thread.
final class SortBytes {
  private byte[] bytes = new byte[256];
  private int length;

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  /// Takes back what was written after `newLength`.
  void cut(int newLength) {
    length = newLength;
  }

  void add(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  void add(byte[] from, int offset, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * (length + count)));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  /// Turns the order of everything from `start` on round.
  void invert(int start) {
    for (int i = start; i < length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }

  /// Adds a number so that bytes compare as the numbers do: how long it is, then as few bytes as it
  /// takes.
  void addInteger(long value) {
    int size = (71 - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8;
    add(value < 0 ? 0x3F - size : 0x40 + size);
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
      add((int) (value >> shift));
    }
  }
}
