package dev.tusk.harness.evil;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One connection as the hostile server sees it. Used by the thread of its script; what was
/// received can be read by any.
public final class Dialogue {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int LONGEST = 256 * 1024 * 1024;

  private volatile Socket socket;
  private DataInputStream in;
  private OutputStream out;
  private final List<FrontendMessage> received = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean started;

  Dialogue(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
  }

  /// All that the client has said so far, in order.
  public List<FrontendMessage> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /// Accepts the client's wish for TLS; everything else goes through the encryption.
  ///
  /// @param keys the server's key and certificate
  public void startTls(SSLContext keys) throws IOException {
    var _ = receive();
    out.write('S');
    out.flush();
    SSLSocket tls = (SSLSocket) keys.getSocketFactory().createSocket(socket, "", 0, true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    socket = tls;
    in = new DataInputStream(new BufferedInputStream(tls.getInputStream()));
    out = tls.getOutputStream();
    started = false;
  }

  /// Fails every later read that takes longer.
  public void patience(Duration longest) throws IOException {
    socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
  }

  /// Sends bytes, whether they make sense or not.
  public void send(byte[]... frames) throws IOException {
    out.write(Frames.join(frames));
    out.flush();
  }

  /// Sends the same bytes until the client hangs up.
  ///
  /// @throws IOException always, in the end
  public void sendForEver(byte[] frame) throws IOException {
    while (true) {
      out.write(frame);
    }
  }

  /// Reads the startup packet; a wish for encryption is declined and read past.
  public FrontendMessage startup() throws IOException {
    while (true) {
      FrontendMessage first = receive();
      if (first.code() == SSL_REQUEST || first.code() == GSS_REQUEST) {
        started = false;
        out.write('N');
        out.flush();
      } else {
        return first;
      }
    }
  }

  /// Reads one message. The first one of a connection has no type.
  public FrontendMessage receive() throws IOException {
    char type = started ? (char) in.readUnsignedByte() : FrontendMessage.STARTUP;
    int length = in.readInt();
    if (length < 4 || length > LONGEST) {
      throw new IOException("The client sent a message of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length - 4);
    if (body.length < length - 4) {
      throw new EOFException();
    }
    started = true;
    var message = new FrontendMessage(type, body);
    received.add(message);
    return message;
  }

  /// Reads until the client waits for an answer; returns the messages read.
  public List<FrontendMessage> request() throws IOException {
    List<FrontendMessage> messages = new ArrayList<>();
    do {
      messages.add(receive());
    } while (!messages.getLast().wantsAnswer());
    return messages;
  }

  /// Says nothing for a while, and keeps the connection open.
  public void silence(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("The server is closed", interrupted);
    }
  }

  /// Says nothing until the client hangs up; what it sends is kept.
  public void silence() throws IOException {
    while (true) {
      var _ = receive();
    }
  }

  /// Ends the connection by a reset.
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// Passes everything on to a real server and back until the client sends something for which
  /// `until` holds; that is returned and not passed on. The start is passed on too when it has not
  /// been read yet. The real server's session stays open until the script ends.
  ///
  /// @return the message for which `until` held
  public FrontendMessage relay(
      RealServer server, FrontendMessage startup, Predicate<FrontendMessage> until)
      throws IOException {
    return relay(server, startup, until, answer -> {});
  }

  /// The same, and shows each answer before it is passed on.
  FrontendMessage relay(
      RealServer server,
      FrontendMessage startup,
      Predicate<FrontendMessage> until,
      Consumer<byte[]> answers)
      throws IOException {
    server.send(startup);
    pass(server, answers);
    while (true) {
      FrontendMessage message = receive();
      if (until.test(message)) {
        return message;
      }
      server.send(message);
      if (message.wantsAnswer()) {
        pass(server, answers);
      }
    }
  }

  private void pass(RealServer server, Consumer<byte[]> answers) throws IOException {
    byte[] answer = server.answer();
    answers.accept(answer);
    send(answer);
  }

  void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is as good as closed.
    }
  }
}
