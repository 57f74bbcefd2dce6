package dev.tusk.postgres.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/// Puts TLS over the sockets of one [Wire]; made by pgjdbc from its class name. The driver itself
/// decides nothing about TLS.
public final class WireTlsFactory extends SSLSocketFactory {
  private final Wire wire;

  /// Called by pgjdbc.
  ///
  /// @param key of a wire that is being dialled
  public WireTlsFactory(String key) {
    this.wire = Wire.find(key);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    // The driver says where it has dialled, which is not always whom we expect there.
    return wire.encrypt(socket);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw notAsked();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw notAsked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw notAsked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw notAsked();
  }

  private static SSLException notAsked() {
    return new SSLException("TLS is only put over a socket that is connected");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }
}
