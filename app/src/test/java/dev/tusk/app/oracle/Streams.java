package dev.tusk.app.oracle;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Catches what Tusk writes, and puts its command tags where psql has them: in the output.
///
/// Standard error is flushed once a message, so that a message ends where a flush is.
final class Streams {
  private static final Pattern TAG = Pattern.compile("[A-Z]+( [A-Z]+)*( \\d+)*\n");
  private static final Pattern PLACE = Pattern.compile("^statement \\d+ of \\d+: ");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<ServerMessage> messages = new ArrayList<>();
  private final OutputStream err = new Err();

  OutputStream out() {
    return out;
  }

  OutputStream err() {
    return err;
  }

  String output() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  List<ServerMessage> messages() {
    return List.copyOf(messages);
  }

  private synchronized void say(String text) {
    if (TAG.matcher(text).matches()) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    } else if (!MessageRule.isDropped(text)) {
      String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      messages.add(ServerMessage.parse(PLACE.matcher(line).replaceFirst("")));
    }
  }

  private final class Err extends OutputStream {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      pending.write(one);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      pending.write(data, offset, length);
    }

    @Override
    public void flush() {
      if (pending.size() > 0) {
        String text = pending.toString(StandardCharsets.UTF_8);
        pending.reset();
        say(text);
      }
    }
  }
}
