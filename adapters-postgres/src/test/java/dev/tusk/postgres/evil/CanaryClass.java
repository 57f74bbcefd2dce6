package dev.tusk.postgres.evil;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Says so when it is loaded; nobody in Tusk should ever do that.
public final class CanaryClass extends SocketFactory {
  /// The system property that becomes true.
  static final String LOADED = "dev.tusk.canary.loaded";

  static {
    System.setProperty(LOADED, "true");
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("a canary");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int local)
      throws IOException {
    throw new IOException("a canary");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("a canary");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int local)
      throws IOException {
    throw new IOException("a canary");
  }
}
