package dev.tusk.harness.tls;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Looks which certificate a PostgreSQL server shows, so that a test knows when a reload is done.
public final class ShownCertificate {
  private static final int SSL_REQUEST = 80_877_103;

  private ShownCertificate() {}

  /// The certificate; null when the server shows none.
  public static @Nullable X509Certificate of(String host, int port)
      throws IOException, GeneralSecurityException {
    AtomicReference<@Nullable X509Certificate> seen = new AtomicReference<>();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Witness(seen)}, null);
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(5_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(8);
      out.writeInt(SSL_REQUEST);
      out.flush();
      if (new DataInputStream(socket.getInputStream()).read() != 'S') {
        return null;
      }
      try (SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
        tls.startHandshake();
      } catch (IOException refused) {
        // Its certificate has been seen, or there was none to see.
        return seen.get();
      }
    }
    return seen.get();
  }

  private record Witness(AtomicReference<@Nullable X509Certificate> seen)
      implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.set(chain[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
