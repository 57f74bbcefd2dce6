package dev.tusk.harness.evil;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bytes of the server's messages, true and false (PostgreSQL, "Message Formats").
public final class Frames {
  private static final byte[] NOTHING = {};

  private Frames() {}

  /// A message with the length that its body has.
  public static byte[] frame(char type, byte[] body) {
    return lying(type, body.length + 4, body);
  }

  /// A message whose length field says `length`, whatever its body is.
  public static byte[] lying(char type, int length, byte[] body) {
    return ByteBuffer.allocate(body.length + 5).put((byte) type).putInt(length).put(body).array();
  }

  static byte[] untyped(byte[] body) {
    return ByteBuffer.allocate(body.length + 4).putInt(body.length + 4).put(body).array();
  }

  /// Several messages in one piece.
  public static byte[] join(byte[]... frames) {
    var all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  /// Zero-terminated text.
  public static byte[] text(String text) {
    return join(text.getBytes(StandardCharsets.UTF_8), new byte[1]);
  }

  public static byte[] int16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  public static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /// AuthenticationOk.
  public static byte[] authenticated() {
    return authentication(0, NOTHING);
  }

  /// A request for authentication: 3 clear text, 5 MD5, 7 GSS, 9 SSPI, 10 SASL, 11 SASL continue,
  /// 12 SASL final; others do not exist.
  public static byte[] authentication(int method, byte[] data) {
    return frame('R', join(int32(method), data));
  }

  /// The offer of SASL mechanisms.
  public static byte[] sasl(String... mechanisms) {
    var names = new ByteArrayOutputStream();
    for (String mechanism : mechanisms) {
      names.writeBytes(text(mechanism));
    }
    names.write(0);
    return authentication(10, names.toByteArray());
  }

  public static byte[] parameter(String name, String value) {
    return frame('S', join(text(name), text(value)));
  }

  public static byte[] backendKey(int pid, int key) {
    return frame('K', join(int32(pid), int32(key)));
  }

  /// ReadyForQuery.
  ///
  /// @param state I idle, T in a transaction, E in a failed one; others do not exist
  public static byte[] ready(char state) {
    return frame('Z', new byte[] {(byte) state});
  }

  public static byte[] complete(String tag) {
    return frame('C', text(tag));
  }

  /// RowDescription of text columns.
  public static byte[] columns(String... names) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(int16(names.length));
    for (String name : names) {
      body.writeBytes(column(name, 25, 0));
    }
    return frame('T', body.toByteArray());
  }

  /// One column of a RowDescription.
  ///
  /// @param format 0 text, 1 binary; others do not exist
  public static byte[] column(String name, int typeOid, int format) {
    return join(
        text(name), int32(0), int16(0), int32(typeOid), int16(-1), int32(-1), int16(format));
  }

  /// A DataRow of text values.
  public static byte[] row(@Nullable String... values) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(int16(values.length));
    for (String value : values) {
      if (value == null) {
        body.writeBytes(int32(-1));
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        body.writeBytes(int32(bytes.length));
        body.writeBytes(bytes);
      }
    }
    return frame('D', body.toByteArray());
  }

  /// An ErrorResponse with the usual fields.
  public static byte[] error(String severity, String sqlState, String message) {
    return message('E', Map.of('S', severity, 'V', severity, 'C', sqlState, 'M', message));
  }

  /// A NoticeResponse with the usual fields.
  public static byte[] notice(String message) {
    return message('N', Map.of('S', "NOTICE", 'V', "NOTICE", 'C', "00000", 'M', message));
  }

  /// An ErrorResponse (E) or NoticeResponse (N).
  ///
  /// @param fields by the protocol's letters
  public static byte[] message(char type, Map<Character, String> fields) {
    var body = new ByteArrayOutputStream();
    fields.forEach(
        (letter, value) -> {
          body.write(letter);
          body.writeBytes(text(value));
        });
    body.write(0);
    return frame(type, body.toByteArray());
  }

  /// NotificationResponse.
  public static byte[] notification(int pid, String channel, String payload) {
    return frame('A', join(int32(pid), text(channel), text(payload)));
  }
}
