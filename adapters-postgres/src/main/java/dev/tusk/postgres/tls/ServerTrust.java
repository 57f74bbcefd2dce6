package dev.tusk.postgres.tls;

import dev.tusk.core.error.TuskError.Tls;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides about a server's certificate.
final class ServerTrust extends X509ExtendedTrustManager {
  private final @Nullable Authorities authorities;
  private final @Nullable String host;

  /// @param authorities null when any certificate will do
  /// @param host null when any name will do
  ServerTrust(@Nullable Authorities authorities, @Nullable String host) {
    this.authorities = authorities;
    this.host = host;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
    if (shown.length == 0) {
      throw new TlsRefusal(Tls.OTHER, "The server shows no certificate");
    }
    X509Certificate leaf = shown[0];
    if (authorities != null) {
      new Chain(authorities, List.of(shown), Instant.now()).check(leaf);
    }
    if (host != null && !HostNames.matches(leaf, host)) {
      throw new TlsRefusal(Tls.HOST_MISMATCH, mismatch(leaf, host));
    }
  }

  private static String mismatch(X509Certificate leaf, String host)
      throws CertificateParsingException {
    List<String> names = HostNames.of(leaf);
    return names.isEmpty()
        ? "The server's certificate bears no name, so it is not for \"" + host + "\""
        : "The server's certificate is for "
            + String.join(", ", names.stream().limit(5).map(name -> "\"" + name + "\"").toList())
            + (names.size() > 5 ? " and others" : "")
            + ", not for \""
            + host
            + "\"";
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(shown, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(shown, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
    throw new CertificateException("This is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(shown, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(shown, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
