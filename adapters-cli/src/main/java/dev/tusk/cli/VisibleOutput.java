package dev.tusk.cli;

import dev.tusk.core.sql.VisibleText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Standard output when a person reads it on a terminal: what data hides is shown, so that no value
/// can move the cursor, rename the window or turn a line round. Confined to one thread at a time.
final class VisibleOutput extends FilterOutputStream {
  private static final int ROOM = 1 << 13;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer waiting = ByteBuffer.allocate(ROOM);
  private final CharBuffer chars = CharBuffer.allocate(ROOM);

  VisibleOutput(OutputStream terminal) {
    super(terminal);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, waiting.remaining());
      waiting.put(data, from, count);
      from += count;
      left -= count;
      show(false);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    show(true);
    out.close();
  }

  private void show(boolean end) throws IOException {
    waiting.flip();
    StringBuilder text = new StringBuilder();
    while (true) {
      CoderResult result = decoder.decode(waiting, chars, end);
      text.append(chars.flip());
      chars.clear();
      if (result.isMalformed()) {
        for (int i = 0; i < result.length(); i++) {
          text.append("\\x%02X".formatted(waiting.get() & 0xff));
        }
      } else if (result.isUnderflow()) {
        break;
      }
    }
    waiting.compact();
    out.write(VisibleText.of(text.toString()).getBytes(StandardCharsets.UTF_8));
  }
}
