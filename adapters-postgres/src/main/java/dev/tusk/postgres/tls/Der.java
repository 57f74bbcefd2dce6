package dev.tusk.postgres.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// The little of DER that is needed to put an older key into the clothes of PKCS#8.
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int NULL = 0x05;
  static final int SEQUENCE = 0x30;

  private static final byte[] RSA =
      new byte[] {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
  private static final byte[] EC =
      new byte[] {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
  private static final byte[] ZERO = new byte[] {INTEGER, 1, 0};

  private Der() {}

  /// PKCS#8 of a PKCS#1 key.
  static byte[] ofRsa(byte[] key) {
    return element(SEQUENCE, ZERO, element(SEQUENCE, RSA, element(NULL)), element(OCTETS, key));
  }

  /// PKCS#8 of a SEC 1 key.
  ///
  /// @param curve the curve's object identifier as DER
  static byte[] ofEc(byte[] key, byte[] curve) {
    return element(SEQUENCE, ZERO, element(SEQUENCE, EC, curve), element(OCTETS, key));
  }

  /// The content of the first element with `tag` directly below the outermost one; empty when there
  /// is none.
  static byte[] child(byte[] der, int tag) throws IOException {
    int[] outer = header(der, 0);
    int at = outer[0];
    int end = Math.addExact(outer[0], outer[1]);
    while (at < end) {
      int[] inner = header(der, at);
      if ((der[at] & 0xff) == tag) {
        return Arrays.copyOfRange(der, inner[0], inner[0] + inner[1]);
      }
      at = inner[0] + inner[1];
    }
    return new byte[0];
  }

  /// Where the content of the element at `at` begins, and how long it is.
  private static int[] header(byte[] der, int at) throws IOException {
    if (at + 2 > der.length) {
      throw new IOException("it is damaged");
    }
    int length = der[at + 1] & 0xff;
    int start = at + 2;
    if (length > 0x80 && length <= 0x83) {
      int count = length - 0x80;
      length = 0;
      for (int i = 0; i < count && start < der.length; i++) {
        length = length << 8 | (der[start++] & 0xff);
      }
    }
    if (length > der.length - start) {
      throw new IOException("it is damaged");
    }
    return new int[] {start, length};
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (length < 0x80) {
      all.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      all.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        all.write(length >> (8 * i));
      }
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }
}
