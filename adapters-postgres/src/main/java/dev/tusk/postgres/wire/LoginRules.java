package dev.tusk.postgres.wire;

import dev.tusk.postgres.wire.ProtocolViolation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which ways of logging in a connection allows: libpq's `require_auth` and `channel_binding`.
///
/// A server's request is judged before the driver sees it, so that nothing is answered to one that
/// is not allowed. Beyond libpq: without encryption a password is sent in the clear only when
/// `require_auth` names `password`; and who has begun SCRAM must end it.
///
/// @param wanted `require_auth` as it was written; empty for any way
/// @param binding whether `channel_binding=require`
public record LoginRules(String wanted, boolean binding) {
  /// Any way, but for a password in the clear.
  public static final LoginRules ANY = new LoginRules("", false);

  private static final int OK = 0;
  private static final int PASSWORD = 3;
  private static final int MD5 = 5;
  private static final int GSS = 7;
  private static final int GSS_CONTINUE = 8;
  private static final int SSPI = 9;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  /// What one connection's server has asked for so far. Confined to one thread.
  static final class Exchange {
    private final LoginRules rules;
    private final boolean encrypted;
    private boolean scram;
    private boolean proven;

    Exchange(LoginRules rules, boolean encrypted) {
      this.rules = rules;
      this.encrypted = encrypted;
    }

    /// Judges one request of the server.
    ///
    /// @param raw holds the body behind `method`
    void accept(int method, byte[] raw, int from, int length) throws ProtocolViolation {
      if (method == PASSWORD && !encrypted && !rules.names("password")) {
        throw new ProtocolViolation(
            Kind.CLEAR_PASSWORD,
            "the server asks for the password in clear text on a connection that is not encrypted");
      }
      boolean goesOn = method == SASL_CONTINUE || method == SASL_FINAL;
      if (scram && !goesOn && !(method == OK && proven)) {
        throw refused("The server has not proven that it knows the password");
      }
      if (rules.binding) {
        requireBinding(method, raw, from, length);
      }
      String name = name(method);
      if (method == OK ? !proven && !rules.allows("none") : !rules.allows(name)) {
        throw refused(
            "The server "
                + (method == OK ? "asks for no password at all" : "asks for a login by " + name)
                + "; the connection allows only "
                + rules.wanted
                + " (require_auth), so nothing was sent");
      }
      scram |= method == SASL;
      proven |= method != OK && method != SASL && method != SASL_CONTINUE;
    }

    private void requireBinding(int method, byte[] raw, int from, int length)
        throws ProtocolViolation {
      if (!encrypted) {
        throw refused(
            "The connection insists on channel binding, and it is not encrypted; nothing was sent");
      }
      boolean offered =
          switch (method) {
            case SASL ->
                List.of(
                        new String(raw, from, Math.max(0, length), StandardCharsets.ISO_8859_1)
                            .split("\0", -1))
                    .contains("SCRAM-SHA-256-PLUS");
            case SASL_CONTINUE, SASL_FINAL -> true;
            case OK -> proven && scram;
            default -> false;
          };
      if (!offered) {
        throw refused(
            "The connection insists on channel binding, and the server does not offer it"
                + " (SCRAM-SHA-256-PLUS); nothing was sent. Somebody may be in between");
      }
    }

    private static ProtocolViolation refused(String message) {
      return new ProtocolViolation(Kind.LOGIN_REFUSED, message);
    }
  }

  private boolean names(String method) {
    return !isNegated() && list().contains(method);
  }

  private boolean allows(String method) {
    if (wanted.isEmpty()) {
      return true;
    }
    return list().contains(method) != isNegated();
  }

  private boolean isNegated() {
    return wanted.startsWith("!");
  }

  private List<String> list() {
    return Arrays.stream(wanted.toLowerCase(Locale.ROOT).split(",", -1))
        .map(each -> each.strip().replace("!", ""))
        .collect(Collectors.toList());
  }

  private static String name(int method) {
    return switch (method) {
      case OK -> "none";
      case PASSWORD -> "password";
      case MD5 -> "md5";
      case GSS, GSS_CONTINUE -> "gss";
      case SSPI -> "sspi";
      case SASL, SASL_CONTINUE, SASL_FINAL -> "scram-sha-256";
      default -> "method " + method;
    };
  }
}
