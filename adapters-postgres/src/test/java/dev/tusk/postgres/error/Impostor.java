package dev.tusk.postgres.error;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CopyOnWriteArrayList;

/// Something that listens where a server is expected, and plays a few bytes of its own.
final class Impostor implements AutoCloseable {
  static final byte[] OK = message('R', 0);
  static final byte[] READY = message('Z', "I");
  static final byte[] KEY = message('K', 1, 2);

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  private final ServerSocket listener;
  private final CopyOnWriteArrayList<Socket> sockets = new CopyOnWriteArrayList<>();

  /// What it does with each connection; the socket stays open afterwards unless it closes it.
  interface Script {
    void play(Peer peer) throws IOException, InterruptedException;
  }

  Impostor(Script script) throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().start(() -> accept(script));
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> play(script, socket));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private static void play(Script script, Socket socket) {
    try {
      script.play(new Peer(socket));
    } catch (IOException gone) {
      // The client hung up, as it should.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /// One connection, from the server's side.
  record Peer(Socket socket, DataInputStream in, DataOutputStream out) {
    Peer(Socket socket) throws IOException {
      this(
          socket,
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(socket.getOutputStream()));
    }

    /// Reads up to the startup message, refusing encryption.
    void startup() throws IOException {
      while (true) {
        int length = in.readInt();
        int code = in.readInt();
        in.skipNBytes(length - 8L);
        if (code != SSL_REQUEST && code != GSS_REQUEST) {
          return;
        }
        send(new byte[] {'N'});
      }
    }

    /// Reads the request for TLS.
    void request() throws IOException {
      in.skipNBytes(8);
    }

    /// Reads one typed message.
    byte[] read() throws IOException {
      var _ = in.readByte();
      return in.readNBytes(in.readInt() - 4);
    }

    void send(byte[]... messages) throws IOException {
      for (byte[] message : messages) {
        out.write(message);
      }
      out.flush();
    }

    /// Hangs up without a word, by RST.
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /// Offers SCRAM and answers the client's first message.
    ///
    /// @param ownNonce whether to forget the client's nonce
    void scram(int iterations, boolean ownNonce) throws IOException {
      send(message('R', 10, "SCRAM-SHA-256\0\0"));
      String first = new String(read(), StandardCharsets.UTF_8);
      String nonce = first.substring(first.indexOf("r=") + 2);
      String salt = Base64.getEncoder().encodeToString(new byte[16]);
      send(
          message('R', 11, "r=" + (ownNonce ? "x" : nonce) + "abc,s=" + salt + ",i=" + iterations));
    }
  }

  /// A message of the protocol: integers as four bytes, texts as they are.
  static byte[] message(char type, Object... parts) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(body);
      for (Object part : parts) {
        if (part instanceof Integer number) {
          data.writeInt(number);
        } else {
          data.write(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        }
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      DataOutputStream frame = new DataOutputStream(whole);
      frame.writeByte(type);
      frame.writeInt(body.size() + 4);
      body.writeTo(frame);
      return whole.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// An ErrorResponse.
  static byte[] error(String severity, String code, String text) {
    return message('E', "S" + severity + "\0V" + severity + "\0C" + code + "\0M" + text + "\0\0");
  }
}
