package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.Causes;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Reach;
import dev.tusk.core.error.TuskException;
import dev.tusk.postgres.wire.ProtocolViolation;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Translates what connecting threw. The same code means other things here than in a statement.
public final class ConnectErrors {
  /// What is said of PgBouncer's console, which speaks the protocol and knows `SHOW` only.
  private static final String CONSOLE =
      "this is the console of PgBouncer, not a database. Give the name of a database that it"
          + " serves";

  private ConnectErrors() {}

  /// What answers there is not a PostgreSQL that Tusk works with.
  ///
  /// @param why continues "Can't use host:port: "
  private static TuskException notUsable(ConnectionConfig config, String why) {
    return new TuskException(
        new TuskError.Unreachable(
            Reach.NOT_POSTGRES,
            "Can't use " + config.server() + ": " + why,
            config.host(),
            config.port()));
  }

  /// The refusal of PgBouncer's console.
  public static TuskException console(ConnectionConfig config) {
    return notUsable(config, CONSOLE);
  }

  /// The carrier for what connecting threw.
  ///
  /// @param password whether a password that is not empty was given
  public static TuskException of(Throwable failure, ConnectionConfig config, boolean password) {
    if (failure instanceof TuskException carrier) {
      return carrier;
    }
    return new TuskException(error(failure, config, password), failure);
  }

  /// No answer within the connect timeout.
  public static TuskException timedOut(ConnectionConfig config, Duration limit) {
    return new TuskException(
        unreachable(Reach.TIMEOUT, config, "no answer within " + limit.toMillis() / 1000.0 + " s"));
  }

  /// No tunnel within the connect timeout.
  public static TuskException tunnelTimedOut(ConnectionConfig config) {
    return new TuskException(
        new TuskError.TunnelFailed(
            TuskError.Tunnel.UNREACHABLE,
            "No tunnel through "
                + config.settings().get(Setting.SSH, "the SSH server")
                + " within "
                + config.options().connectTimeout().toMillis() / 1000.0
                + " s"));
  }

  /// An answer that no PostgreSQL server gives.
  public static TuskException notPostgres(Throwable failure, ConnectionConfig config) {
    return new TuskException(notPostgres(config), failure);
  }

  /// The server hung up when TLS began without having been asked for. It may as well be the
  /// network, so this counts as unreachable.
  public static TuskException notDirect(ConnectionConfig config, Throwable failure) {
    return new TuskException(
        unreachable(
            Reach.OTHER,
            config,
            "it hung up when TLS began, as PostgreSQL before version 17 does with"
                + " sslnegotiation=direct; set that to postgres"),
        failure);
  }

  private static TuskError notPostgres(ConnectionConfig config) {
    return unreachable(
        Reach.NOT_POSTGRES, config, "the answer is not PostgreSQL's protocol; is the port right?");
  }

  private static TuskError error(Throwable failure, ConnectionConfig config, boolean password) {
    @Nullable ServerError server = ServerErrors.serverError(failure);
    if (server != null && isConsole(server, config)) {
      return console(config).error();
    }
    if (server != null) {
      return server.sqlState().startsWith("28")
          ? new TuskError.LoginRefused(server, config.user())
          : new TuskError.Declined(server, config.database(), config.host(), config.port());
    }
    List<Throwable> chain = Causes.of(failure);
    String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
    String text = String.valueOf(failure.getMessage());
    for (Throwable each : chain) {
      if (each instanceof TuskException carrier) {
        return carrier.error();
      }
      if (each instanceof ProtocolViolation violation) {
        return switch (violation.kind()) {
          case NONSENSE, TOO_LARGE -> notPostgres(config);
          case CLEAR_PASSWORD ->
              new TuskError.ServerIdentity(
                  "The server asks for the password of user \""
                      + config.user()
                      + "\" in clear text, and the connection is not encrypted; it was not sent."
                      + " Use TLS mode require or stricter, or let the server use scram-sha-256");
          case LOGIN_REFUSED ->
              new TuskError.ServerIdentity(String.valueOf(violation.getMessage()));
        };
      }
      if (each instanceof OutOfMemoryError) {
        return new TuskError.OutOfMemory("Tusk ran out of memory while connecting");
      }
      if (each instanceof UnknownHostException) {
        return unreachable(Reach.HOST_UNKNOWN, config, "no address is known for this host");
      }
      if (each instanceof SocketTimeoutException) {
        return timedOut(config, config.options().connectTimeout()).error();
      }
    }
    TuskError.@Nullable Authentication login = LoginErrors.of(chain, text, config, password);
    if (login != null) {
      return login;
    }
    if (chain.stream().anyMatch(TlsErrors::isNoTls)) {
      return notPostgres(config);
    }
    TuskError.@Nullable TlsFailed tls = TlsErrors.of(chain);
    if (tls != null) {
      return tls;
    }
    for (Throwable each : chain) {
      if (each instanceof ConnectException) {
        String reason = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("timed out")
            ? unreachable(Reach.TIMEOUT, config, "no answer")
            : unreachable(Reach.REFUSED, config, "connection refused");
      }
      if (each instanceof NoRouteToHostException) {
        return unreachable(Reach.OTHER, config, "no route to the host");
      }
    }
    if ("08004".equals(state)) {
      return new TuskError.LoginRefused(ServerError.of("08004", text), config.user());
    }
    if ("08P01".equals(state)
        || (failure instanceof RuntimeException
            && !(failure instanceof IllegalArgumentException))) {
      return notPostgres(config);
    }
    return unreachable(Reach.OTHER, config, ServerErrors.reason(failure));
  }

  private static TuskError.Unreachable unreachable(
      Reach cause, ConnectionConfig config, String reason) {
    return new TuskError.Unreachable(
        cause, "Can't reach " + config.server() + ": " + reason, config.host(), config.port());
  }

  /// Already the driver's first `SET` fails there. PostgreSQL would name the file of its source.
  private static boolean isConsole(ServerError server, ConnectionConfig config) {
    return config.database().equals("pgbouncer")
        && server.sqlState().equals("08P01")
        && server.file() == null;
  }
}
