package dev.tusk.postgres.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/// The driver's own TLS, with a guard inside the encryption too: otherwise a server would only have
/// to offer TLS to get past it. Made by pgjdbc from its class name.
public final class GuardedTlsFactory extends LibPQFactory {
  /// Called by pgjdbc.
  public GuardedTlsFactory(Properties properties) throws PSQLException {
    super(properties);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Socket made = super.createSocket(socket, host, port, autoClose);
    return socket instanceof GuardedSocket guarded && made instanceof SSLSocket tls
        ? new GuardedTlsSocket(tls, guarded)
        : made;
  }
}
