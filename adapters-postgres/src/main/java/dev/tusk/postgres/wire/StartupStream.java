package dev.tusk.postgres.wire;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes out of a session's first message what pgjdbc asks for of itself: the zone of this machine
/// and digits of floating point. They would count above those of the role, the database and the
/// server, and stand for them after a `RESET`.
final class StartupStream extends FilterOutputStream {
  private static final Set<String> OF_THE_DRIVER = Set.of("TimeZone", "extra_float_digits");
  private static final int PROTOCOL = 3;
  private static final int HEADER = 8;

  /// The server takes no longer ones.
  private static final int LONGEST = 10_000;

  private final @Nullable String timeZone;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean begun;

  /// @param timeZone asked for instead; null to leave it to the server
  StartupStream(OutputStream out, @Nullable String timeZone) {
    super(out);
    this.timeZone = timeZone;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (begun) {
      out.write(bytes, offset, length);
      return;
    }
    held.write(bytes, offset, length);
    if (held.size() < HEADER) {
      return;
    }
    ByteBuffer message = ByteBuffer.wrap(held.toByteArray());
    int size = message.getInt();
    boolean startup = size > HEADER && size <= LONGEST && message.getInt() >> 16 == PROTOCOL;
    if (startup && held.size() < size) {
      return;
    }
    held.reset();
    // A wish for encryption or to cancel has the same head; TLS itself has not.
    begun = startup || size > LONGEST || size < HEADER;
    byte[] all = message.array();
    if (startup) {
      out.write(asServerHasIt(all, size));
      out.write(all, size, all.length - size);
    } else {
      out.write(all);
    }
  }

  private byte[] asServerHasIt(byte[] message, int size) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    kept.write(message, 4, 4);
    int at = HEADER;
    while (at < size - 1) {
      int value = end(message, at) + 1;
      int next = end(message, value) + 1;
      String name = new String(message, at, value - 1 - at, StandardCharsets.UTF_8);
      if (!OF_THE_DRIVER.contains(name)) {
        kept.write(message, at, next - at);
      }
      at = next;
    }
    if (timeZone != null) {
      kept.writeBytes(("TimeZone\0" + timeZone + "\0").getBytes(StandardCharsets.UTF_8));
    }
    kept.write(0);
    return ByteBuffer.allocate(4 + kept.size())
        .putInt(4 + kept.size())
        .put(kept.toByteArray())
        .array();
  }

  private static int end(byte[] message, int from) {
    int end = from;
    while (message[end] != 0) {
      end++;
    }
    return end;
  }
}
