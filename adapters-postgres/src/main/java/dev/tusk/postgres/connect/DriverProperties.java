package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.HostSpec;

/// What pgjdbc is told, as properties and not in a URL: drivers print URLs into errors and logs,
/// and a database called `a?socketFactory=b` must be just a name.
final class DriverProperties {
  /// Names, addresses and an address's zone; letters of any script, as international names have.
  private static final Pattern HOST = Pattern.compile("\\[?[\\p{L}\\p{M}\\p{N}._:%-]+]?");

  private DriverProperties() {}

  /// Where to dial: one host, whatever its name contains.
  static HostSpec[] address(ConnectionConfig config) {
    return new HostSpec[] {new HostSpec(bare(config.dialled()), config.port())};
  }

  /// Whom to expect there: the host as a person wrote it, without brackets.
  static String name(ConnectionConfig config) {
    return bare(config.host());
  }

  private static String bare(String given) {
    // A Unix socket is connected before the driver sees it.
    String host = HostAddress.isSocket(given) ? "localhost" : given;
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("A host name has no such characters: " + host);
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  /// @param mode of this attempt
  /// @param direct whether TLS begins without asking
  /// @param wireKey of the registered wire
  /// @param environment where `PGOPTIONS` is looked up
  static Properties of(
      ConnectionConfig config,
      @Nullable Secret password,
      SslMode mode,
      boolean direct,
      String wireKey,
      Map<String, String> environment) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, config.user());
    PGProperty.PG_DBNAME.set(properties, config.database());
    if (password != null) {
      PGProperty.PASSWORD.set(properties, password.reveal(String::new));
    }
    // Which certificate will do is decided by our own factory, before anything is sent.
    PGProperty.SSL_MODE.set(
        properties, (mode.compareTo(SslMode.REQUIRE) > 0 ? SslMode.REQUIRE : mode).libpqName());
    PGProperty.SSL_NEGOTIATION.set(properties, direct ? "direct" : "postgres");
    PGProperty.SSL_FACTORY.set(properties, WireTlsFactory.class.getName());
    PGProperty.SSL_FACTORY_ARG.set(properties, wireKey);
    config
        .settings()
        .get(Setting.CHANNEL_BINDING)
        .or(() -> Optional.ofNullable(environment.get("PGCHANNELBINDING")))
        .ifPresent(binding -> PGProperty.CHANNEL_BINDING.set(properties, binding));
    PGProperty.APPLICATION_NAME.set(properties, "Tusk");
    PGProperty.SOCKET_FACTORY.set(properties, WireSocketFactory.class.getName());
    PGProperty.SOCKET_FACTORY_ARG.set(properties, wireKey);
    PGProperty.TCP_KEEP_ALIVE.set(properties, KeepAlive.wanted(config.settings()));
    // The deadline is our own; these only see to it that a thread left behind ends too.
    int seconds = secondsUp(config.options().connectTimeout());
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 2);
    // The server's own text and nothing else.
    PGProperty.BINARY_TRANSFER.set(properties, false);
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    // So that each statement says itself which protocol it wants.
    PGProperty.PREFER_QUERY_MODE.set(properties, "extendedForPrepared");
    // Row data and statement texts do not belong into messages that are logged.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    // Saves the round trips that ask an older server what it can do; 14 is the oldest supported.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    // The last resort against what the driver itself reads, as our own questions; rows go round it.
    PGProperty.MAX_RESULT_BUFFER.set(properties, "30p");
    String options = environment.get("PGOPTIONS");
    if (options != null && !options.isBlank()) {
      PGProperty.OPTIONS.set(properties, options);
    }
    return properties;
  }

  private static int secondsUp(Duration duration) {
    return Math.clamp((duration.toMillis() + 999) / 1000, 1, 3600);
  }
}
