package dev.tusk.postgres.tls;

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

  public Tls reason() {
    return reason;
  }
}
