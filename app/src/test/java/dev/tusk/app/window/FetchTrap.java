package dev.tusk.app.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// A port that counts who connects to it: nobody should.
final class FetchTrap implements AutoCloseable {
  private final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket socket;

  FetchTrap() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "fetch trap");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /// A text that makes Swing fetch a picture from this port when it takes it for HTML.
  ///
  /// @param more what tells this text from others, a few characters
  String bait(String more) {
    return "<html><img src=" + address(more) + ">";
  }

  /// An address on this port.
  String address(String more) {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/" + more;
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
        requests.incrementAndGet();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
