package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Tls;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells why TLS failed, by the classes of the causes as far as they go.
final class TlsErrors {
  private TlsErrors() {}

  /// Whether the peer agreed to TLS and then spoke something else: an SSH server's banner begins
  /// with the letter that means yes. The JDK has no class for it, and does not translate its words.
  static boolean isNoTls(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof SSLException
        && message != null
        && message.contains("Unsupported or unrecognized SSL message");
  }

  private static boolean isAboutRoot(Throwable failure) {
    String message = failure.getMessage();
    return message != null && (message.contains("root.crt") || message.contains("sslrootcert"));
  }

  /// Null when TLS is not what failed.
  static TuskError.@Nullable TlsFailed of(
      List<Throwable> chain, String text, ConnectionConfig config) {
    for (Throwable each : chain) {
      switch (each) {
        case CertificateExpiredException expired -> {
          return failed(Tls.EXPIRED, "The server's certificate has expired: " + text(expired));
        }
        case CertificateNotYetValidException early -> {
          return failed(
              Tls.NOT_YET_VALID, "The server's certificate is not valid yet: " + text(early));
        }
        case CertPathValidatorException weak
            when weak.getReason() == BasicReason.ALGORITHM_CONSTRAINED -> {
          return failed(
              Tls.WEAK, "The server's certificate is too weak to be trusted: " + text(weak));
        }
        default -> {}
      }
    }
    // pgjdbc's own texts are translated; the name of its verifier in them is not.
    if (text.contains("PgjdbcHostnameVerifier")) {
      return failed(
          Tls.HOST_MISMATCH, "The server's certificate is not for host \"" + config.host() + "\"");
    }
    // The driver wraps what its factory of sockets complains about.
    if (chain.stream().anyMatch(TlsErrors::isAboutRoot)) {
      return failed(
          Tls.UNKNOWN_CA,
          "No root certificate to check the server with: put it into ~/.postgresql/root.crt");
    }
    for (Throwable each : chain) {
      switch (each) {
        case CertPathBuilderException unknown -> {
          return unknownAuthority(unknown);
        }
        case CertPathValidatorException unknown -> {
          return unknownAuthority(unknown);
        }
        case SSLException tls -> {
          String reason = text(tls).toLowerCase(Locale.ROOT);
          if (reason.contains("pkix") || reason.contains("unable to find valid")) {
            return unknownAuthority(tls);
          }
          if (tls.getCause() == null || tls.getCause() instanceof SSLException) {
            return reason.contains("certificate_required")
                    || reason.contains("bad_certificate")
                    || reason.contains("unknown_ca")
                ? failed(
                    Tls.CLIENT_CERTIFICATE,
                    "The server did not accept this client's certificate: " + text(tls))
                : failed(Tls.OTHER, "TLS failed: " + text(tls));
          }
        }
        case GeneralSecurityException security -> {
          return failed(Tls.OTHER, "TLS failed: " + text(security));
        }
        default -> {}
      }
    }
    boolean insisted = config.sslMode().compareTo(SslMode.REQUIRE) >= 0;
    if (insisted && text.contains("SSL") && chain.size() == 1) {
      return failed(
          Tls.NOT_OFFERED,
          "The server does not offer TLS, and SSL mode "
              + config.sslMode().libpqName()
              + " insists on it");
    }
    return null;
  }

  private static TuskError.TlsFailed unknownAuthority(Throwable cause) {
    return failed(
        Tls.UNKNOWN_CA,
        "The server's certificate is signed by an authority that is not trusted: " + text(cause));
  }

  private static TuskError.TlsFailed failed(Tls cause, String message) {
    return new TuskError.TlsFailed(cause, message);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
