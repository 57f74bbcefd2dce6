package dev.tusk.postgres.tls;

import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError.Tls;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/// Why we do not go on with TLS, in words for a person.
public final class TlsRefusal extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final Tls reason;

  TlsRefusal(Tls reason, String message) {
    this(reason, message, null);
  }

  TlsRefusal(Tls reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// The server has no TLS.
  ///
  /// @param mode that insists on it
  /// @param before whether an earlier link of the connection had TLS
  public static TlsRefusal notOffered(SslMode mode, boolean before) {
    return new TlsRefusal(
        Tls.NOT_OFFERED,
        before
            ? "The server does not offer TLS any more, and this connection began with it"
            : "The server does not offer TLS, and TLS mode " + mode.libpqName() + " insists on it");
  }

  public Tls reason() {
    return reason;
  }
}
