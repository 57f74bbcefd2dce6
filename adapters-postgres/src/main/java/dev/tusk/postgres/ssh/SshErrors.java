package dev.tusk.postgres.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import dev.tusk.core.error.Causes;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Tunnel;
import dev.tusk.core.error.TuskException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Translates what JSch and the sockets beneath throw.
final class SshErrors {
  /// What JSch says of the methods that the server would go on with.
  private static final Pattern METHODS = Pattern.compile("for methods '([^']+)'");

  private SshErrors() {}

  static TuskException failed(Tunnel cause, String message) {
    return new TuskException(new TuskError.TunnelFailed(cause, message));
  }

  static TuskException settings(String message) {
    return failed(Tunnel.SETTINGS, message);
  }

  /// A path that a person wrote.
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException odd) {
      throw settings("\"" + text + "\" is not a file name");
    }
  }

  /// What went wrong while logging in to `host`.
  ///
  /// @param login what has been tried there
  static TuskException of(Throwable failure, SshHost host, SshLogin login) {
    if (failure instanceof TuskException carrier) {
      return carrier;
    }
    return new TuskException(error(failure, host, login), failure);
  }

  private static TuskError error(Throwable failure, SshHost host, SshLogin login) {
    String server = "the SSH server " + host.place();
    for (Throwable each : Causes.of(failure)) {
      @Nullable TuskError error =
          switch (each) {
            case TuskException carrier -> carrier.error();
            case UnknownHostException _ -> unreachable(server, "no address is known for this host");
            case SocketTimeoutException _ -> unreachable(server, "no answer");
            case NoRouteToHostException _ -> unreachable(server, "no route to the host");
            case ConnectException refused ->
                unreachable(
                    server,
                    String.valueOf(refused.getMessage()).contains("timed out")
                        ? "no answer"
                        : "connection refused");
            case JSchAlgoNegoFailException algorithms ->
                new TuskError.TunnelFailed(
                    Tunnel.ALGORITHM,
                    "No "
                        + algorithms.getAlgorithmName()
                        + " algorithm in common with "
                        + server
                        + ", which speaks "
                        + algorithms.getServerProposal());
            case JSchHostKeyException certificate ->
                new TuskError.TunnelFailed(
                    Tunnel.HOST_KEY_CHANGED,
                    "The certificate of " + server + " is not good: " + certificate.getMessage());
            case JSchSessionDisconnectException end ->
                login.hasBegun()
                    ? login.refused(end.getDescription(), List.of())
                    : broken(server, end);
            case JSchException told -> jsch(told, server, login);
            default -> null;
          };
      if (error != null) {
        return error;
      }
    }
    return login.hasBegun() && !login.isDone()
        ? login.refused("the server closed the connection", List.of())
        : broken(server, failure);
  }

  private static @Nullable TuskError jsch(JSchException told, String server, SshLogin login) {
    String text = String.valueOf(told.getMessage());
    if (text.startsWith("Auth ")) {
      Matcher methods = METHODS.matcher(text);
      return login.refused(
          "", methods.find() ? List.of(methods.group(1).split(",", -1)) : List.of());
    }
    if (text.startsWith("Login trials exceeds")) {
      return login.refused("too many attempts", List.of());
    }
    if (text.startsWith("rejected HostKey")) {
      return new TuskError.TunnelFailed(
          Tunnel.HOST_KEY_CHANGED, "The certificate of " + server + " is not good: " + text);
    }
    if (text.contains("version string")
        || text.contains("closed by foreign host")
        || text.contains("Connection reset")) {
      return new TuskError.TunnelFailed(
          Tunnel.UNREACHABLE, "What answers is not an SSH server, or it hangs up: " + server);
    }
    return null;
  }

  private static TuskError unreachable(String server, String why) {
    return new TuskError.TunnelFailed(Tunnel.UNREACHABLE, "Can't reach " + server + ": " + why);
  }

  private static TuskError broken(String server, Throwable failure) {
    String message = failure.getMessage();
    return new TuskError.TunnelFailed(
        Tunnel.OTHER,
        "The tunnel through "
            + server
            + " failed: "
            + (message == null ? failure.getClass().getSimpleName() : message));
  }

  /// The server was asked to connect to the database and did not.
  ///
  /// @param reason of RFC 4254, 5.1; anything else when there was no answer
  static IOException channel(SshHost host, String target, int reason, @Nullable Throwable cause) {
    TuskError.TunnelFailed error =
        switch (reason) {
          case 1 ->
              new TuskError.TunnelFailed(
                  Tunnel.FORWARD_REFUSED,
                  "The SSH server " + host.place() + " does not allow forwarding to " + target);
          case 2 ->
              new TuskError.TunnelFailed(
                  Tunnel.TARGET_UNREACHABLE,
                  "The SSH server "
                      + host.place()
                      + " can't reach "
                      + target
                      + ": unknown there, refused, or no route");
          default ->
              new TuskError.TunnelFailed(
                  Tunnel.TARGET_UNREACHABLE,
                  "No answer from " + target + " through the SSH server " + host.place());
        };
    return new IOException(error.message(), new TuskException(error, cause));
  }
}
