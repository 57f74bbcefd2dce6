package dev.tusk.postgres.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Makes the sockets of one [Wire]; made by pgjdbc from its class name.
public final class WireSocketFactory extends SocketFactory {
  private final Wire wire;

  /// Called by pgjdbc.
  ///
  /// @param key of a wire that is being dialled
  public WireSocketFactory(String key) {
    this.wire = Wire.find(key);
  }

  @Override
  public Socket createSocket() throws IOException {
    return wire.open();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = wire.open();
    socket.connect(address);
    return socket;
  }
}
