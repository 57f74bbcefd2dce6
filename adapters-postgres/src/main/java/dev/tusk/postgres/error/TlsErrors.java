package dev.tusk.postgres.error;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Tls;
import dev.tusk.postgres.tls.TlsRefusal;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells why TLS failed, by the classes of the causes as far as they go.
final class TlsErrors {
  /// What a server says of a client's certificate, as the alerts are called.
  private static final List<String> CLIENT =
      List.of(
          "bad_certificate",
          "unknown_ca",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown");

  private TlsErrors() {}

  /// Whether the peer agreed to TLS and then spoke something else: an SSH server's banner begins
  /// with the letter that means yes. The JDK has no class for it, and does not translate its words.
  static boolean isNoTls(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof SSLException
        && message != null
        && message.contains("Unsupported or unrecognized SSL message");
  }

  /// Null when TLS is not what failed.
  static TuskError.@Nullable TlsFailed of(List<Throwable> chain) {
    for (Throwable each : chain) {
      if (each instanceof TlsRefusal refusal) {
        return failed(refusal.reason(), text(refusal));
      }
    }
    for (Throwable each : chain) {
      switch (each) {
        case SSLException tls -> {
          String reason = text(tls).toLowerCase(Locale.ROOT);
          if (tls.getCause() == null || tls.getCause() instanceof SSLException) {
            return alert(reason, text(tls));
          }
        }
        case GeneralSecurityException security -> {
          return failed(Tls.OTHER, "TLS failed: " + text(security));
        }
        default -> {}
      }
    }
    return null;
  }

  /// @param reason in lower case: the alert's name in it is not translated
  private static TuskError.TlsFailed alert(String reason, String text) {
    if (reason.contains("certificate_required")) {
      return failed(Tls.CLIENT_CERTIFICATE, "The server wants a client certificate, and got none");
    }
    if (CLIENT.stream().anyMatch(reason::contains)) {
      return failed(
          Tls.CLIENT_CERTIFICATE, "The server did not accept this client's certificate: " + text);
    }
    if (reason.contains("protocol_version") || reason.contains("selected protocol version")) {
      return failed(
          Tls.TOO_OLD, "The server speaks no version of TLS that the connection allows: " + text);
    }
    return failed(Tls.OTHER, "TLS failed: " + text);
  }

  private static TuskError.TlsFailed failed(Tls cause, String message) {
    return new TuskError.TlsFailed(cause, message);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
