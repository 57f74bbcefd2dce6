package dev.tusk.postgres.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Only the driver's own settings go out of the first message, however it is cut into pieces.
class StartupStreamTest {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int CANCEL_REQUEST = 80_877_102;
  private static final String DRIVERS =
      "user\0TimeZone\0database\0x\0DateStyle\0ISO\0TimeZone\0Asia/Tokyo\0extra_float_digits\0"
          + "2\0options\0-c TimeZone=UTC\0\0";
  private static final String KEPT =
      "user\0TimeZone\0database\0x\0DateStyle\0ISO\0options\0-c TimeZone=UTC\0";

  private static byte[] message(int code, String rest) {
    byte[] bytes = rest.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(8 + bytes.length)
        .putInt(code)
        .put(bytes)
        .array();
  }

  private static byte[] sent(@Nullable String zone, int piece, byte[]... messages)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StartupStream stream = new StartupStream(out, zone)) {
      for (byte[] message : messages) {
        for (int at = 0; at < message.length; at += piece) {
          stream.write(message, at, Math.min(piece, message.length - at));
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 8192})
  void theServersZoneAndDigitsAreLeftAlone(int piece) throws IOException {
    byte[] wish = message(SSL_REQUEST, "");
    byte[] query = "Q\0\0\0\7;\0".getBytes(UTF_8);
    for (int protocol : new int[] {3 << 16, (3 << 16) + 2}) {
      byte[] startup = message(protocol, DRIVERS);
      assertThat(sent(null, piece, wish, startup, query, startup))
          .isEqualTo(joined(wish, message(protocol, KEPT + "\0"), query, startup));
      assertThat(sent("Africa/Cairo", piece, startup))
          .isEqualTo(message(protocol, KEPT + "TimeZone\0Africa/Cairo\0\0"));
    }
  }

  @Test
  void allElseGoesOutAsItIs() throws IOException {
    byte[] hello = new byte[5000];
    new Random(7).nextBytes(hello);
    hello[0] = 0x16;
    byte[] wish = message(SSL_REQUEST, "");
    byte[] cancel = message(CANCEL_REQUEST, "12345678");
    byte[] likeStartup = message(3 << 16, DRIVERS);
    assertThat(sent(null, 8192, wish, hello, likeStartup))
        .isEqualTo(joined(wish, hello, likeStartup));
    assertThat(sent(null, 8192, cancel)).isEqualTo(cancel);
  }
}
