package dev.tusk.harness.evil;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/// A session of a real server that a hostile one hides behind. Confined to one thread; the caller
/// closes it.
final class RealServer implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  /// Connects.
  public RealServer(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /// Passes a client's message on.
  public void send(FrontendMessage message) throws IOException {
    socket.getOutputStream().write(message.frame());
    socket.getOutputStream().flush();
  }

  /// All that the server says until it waits for the client again.
  public byte[] answer() throws IOException {
    var answer = new ByteArrayOutputStream();
    boolean refused = false;
    while (true) {
      int type = in.read();
      if (type < 0) {
        return answer.toByteArray();
      }
      int length = in.readInt();
      byte[] body = in.readNBytes(length - 4);
      answer.writeBytes(Frames.frame((char) type, body));
      refused |= type == 'E';
      boolean asks = type == 'R' && !(body[3] == 0 || body[3] == 12);
      if (type == 'Z' || type == 'G' || type == 'W' || asks) {
        return answer.toByteArray();
      }
      if (refused && in.available() == 0 && !alive()) {
        return answer.toByteArray();
      }
    }
  }

  private boolean alive() throws IOException {
    in.mark(1);
    int next = in.read();
    if (next < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
