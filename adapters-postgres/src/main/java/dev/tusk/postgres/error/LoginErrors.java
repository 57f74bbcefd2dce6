package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import java.util.List;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;

/// Tells why a login failed that the driver broke off by itself: the server has sent no error.
final class LoginErrors {
  /// The driver's message, which it translates into the language of this computer.
  private static final String UNSUPPORTED =
      "The authentication type {0} is not supported. Check that you have configured the pg_hba.conf"
          + " file to include the client''s IP address or subnet, and that it is using an"
          + " authentication scheme supported by the driver.";

  private static final String MARK = "\u0001";

  private LoginErrors() {}

  /// Null when the login is not what failed.
  ///
  /// @param text of the outermost failure
  /// @param password whether a password that is not empty was given
  static TuskError.@Nullable Authentication of(
      List<Throwable> chain, String text, ConnectionConfig config, boolean password) {
    // The name of a property; the driver does not translate it.
    if (text.contains("scramMaxIterations")) {
      return new TuskError.ServerIdentity(
          "The server asks for more work to prove the password than any sound server does, which"
              + " would keep this computer busy for minutes. It may not be the server you mean");
    }
    @Nullable String method = unsupportedMethod(text);
    if (method != null) {
      return new TuskError.MethodUnsupported(
          "The server asks for a login by authentication method "
              + method
              + " of the protocol, which Tusk does not speak",
          config.user());
    }
    for (Throwable each : chain) {
      if (each instanceof GSSException || each instanceof LoginException) {
        return new TuskError.MethodUnsupported(
            "The server asks for a login by Kerberos, and there is no ticket that can be used",
            config.user());
      }
      // Its library is packed into the driver under another name.
      if (each.getClass().getName().contains(".ongres.scram.")) {
        return each.getClass().getSimpleName().equals("ScramServerErrorException")
            ? new TuskError.LoginRefused(ServerError.of("28P01", text), config.user())
            : new TuskError.ServerIdentity(
                "The server could not prove that it knows the password of user \""
                    + config.user()
                    + "\". It may not be the server you mean");
      }
    }
    boolean broken =
        chain.getFirst() instanceof java.sql.SQLException sql && "08004".equals(sql.getSQLState());
    return broken && !password ? new TuskError.PasswordMissing(config.user(), config.name()) : null;
  }

  private static @Nullable String unsupportedMethod(String text) {
    String pattern = GT.tr(UNSUPPORTED, MARK);
    int mark = pattern.indexOf(MARK);
    String before = pattern.substring(0, Math.max(0, mark));
    String after = pattern.substring(mark + 1);
    return mark >= 0
            && text.length() > before.length() + after.length()
            && text.startsWith(before)
            && text.endsWith(after)
        ? text.substring(before.length(), text.length() - after.length())
        : null;
  }
}
