package dev.tusk.harness.keyring;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// As much of a D-Bus client as it takes to own a name and to ask whether one is owned, by the
/// D-Bus specification's wire format. Confined to one thread, but for [#close].
final class BusLink implements AutoCloseable {
  private static final int METHOD_CALL = 1;
  private static final int METHOD_RETURN = 2;
  private static final String BUS = "org.freedesktop.DBus";

  private final SocketChannel channel;
  private int serial;

  private BusLink(SocketChannel channel) {
    this.channel = channel;
  }

  /// A message's type and its body.
  private record Message(int type, ByteBuffer body) {}

  /// Connects and says hello.
  ///
  /// @param address `unix:path=…`
  static BusLink connect(String address) throws IOException {
    String path = address.replaceFirst("^unix:path=", "").replaceFirst(",.*$", "");
    BusLink link = new BusLink(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    StringBuilder user = new StringBuilder();
    for (char digit : Long.toString(userId()).toCharArray()) {
      user.append(Integer.toHexString(digit));
    }
    link.send(ascii("\0AUTH EXTERNAL " + user + "\r\n"));
    String answer = link.line();
    if (!answer.startsWith("OK ")) {
      link.close();
      throw new IOException("The bus answered " + answer);
    }
    link.send(ascii("BEGIN\r\n"));
    link.call("Hello", "", new byte[0]);
    return link;
  }

  private static long userId() throws IOException {
    Object id = java.nio.file.Files.getAttribute(java.nio.file.Path.of("/proc/self"), "unix:uid");
    return ((Integer) id).longValue();
  }

  /// Becomes the owner of a name.
  void own(String name) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, name);
    align(body, 4);
    number(body, 4);
    call("RequestName", "su", body.toByteArray());
  }

  boolean hasOwner(String name) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, name);
    return call("NameHasOwner", "s", body.toByteArray()).getInt(0) == 1;
  }

  /// Takes what comes until a method is called, and answers nothing.
  void awaitCall() throws IOException {
    Message got = read();
    while (got.type != METHOD_CALL) {
      got = read();
    }
  }

  private ByteBuffer call(String member, String signature, byte[] body) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    field(fields, 1, "o", "/org/freedesktop/DBus");
    field(fields, 2, "s", BUS);
    field(fields, 3, "s", member);
    field(fields, 6, "s", BUS);
    if (!signature.isEmpty()) {
      align(fields, 8);
      fields.writeBytes(new byte[] {8, 1, 'g', 0});
      signature(fields, signature);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {'l', METHOD_CALL, 0, 1});
    number(message, body.length);
    number(message, ++serial);
    number(message, fields.size());
    message.writeBytes(fields.toByteArray());
    align(message, 8);
    message.writeBytes(body);
    send(message.toByteArray());
    Message answer = read();
    while (answer.type == 4 || answer.type == METHOD_CALL) {
      answer = read();
    }
    if (answer.type != METHOD_RETURN) {
      throw new IOException("The bus refused " + member);
    }
    return answer.body;
  }

  private Message read() throws IOException {
    ByteBuffer head = take(16);
    int type = head.get(1);
    int body = head.getInt(4);
    int fields = head.getInt(12);
    var _ = take((fields + 7) / 8 * 8);
    return new Message(type, take(body));
  }

  private static void field(ByteArrayOutputStream to, int code, String type, String value) {
    align(to, 8);
    to.write(code);
    signature(to, type);
    string(to, value);
  }

  private static void signature(ByteArrayOutputStream to, String text) {
    to.write(text.length());
    to.writeBytes(ascii(text));
    to.write(0);
  }

  private static void string(ByteArrayOutputStream to, String text) {
    align(to, 4);
    number(to, text.length());
    to.writeBytes(ascii(text));
    to.write(0);
  }

  private static void number(ByteArrayOutputStream to, int value) {
    to.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private static void align(ByteArrayOutputStream to, int size) {
    while (to.size() % size != 0) {
      to.write(0);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void send(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private ByteBuffer take(int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("The bus hung up");
      }
    }
    return bytes.flip();
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (char c = (char) take(1).get(0); c != '\n'; c = (char) take(1).get(0)) {
      text.append(c);
    }
    return text.toString().strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
