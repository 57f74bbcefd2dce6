package dev.tusk.core.connection;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a connection URL or a libpq connection string says, as a draft that nobody has saved.
///
/// Reads `postgresql://user:password@host:port/database?sslmode=require`, the same with
/// `postgres://` and `jdbc:postgresql://`, and `host=… port=… dbname=…`. What is missing gets
/// libpq's default, and every [Setting] is taken by its keyword. `fallback_application_name` and a
/// UTF-8 `client_encoding` are understood and change nothing; any other option is refused, because
/// leaving it out could connect in a way that was not meant.
///
/// @param config named `database@host`, not remembering its password
/// @param password owned by the caller; null when the text has none
public record ConnectionUrl(ConnectionConfig config, @Nullable Secret password) {
  private static final Set<String> KNOWN =
      Set.of(
          "host",
          "port",
          "dbname",
          "user",
          "password",
          "sslmode",
          "ssl",
          "connect_timeout",
          "fallback_application_name",
          "client_encoding");
  private static final int LONGEST_TIMEOUT = 3600;

  /// Reads `text`; blanks around it do not count.
  ///
  /// @param ids gives the draft its id
  /// @param defaultUser the user when the text has none: the operating system's, as in libpq
  /// @throws IllegalArgumentException with a sentence for the person who typed the text; it never
  ///     contains the password
  public static ConnectionUrl parse(String text, IdSource ids, String defaultUser) {
    String trimmed = text.strip();
    boolean jdbc = trimmed.regionMatches(true, 0, "jdbc:", 0, 5);
    String bare = jdbc ? trimmed.substring(5) : trimmed;
    Map<String, String> options =
        UrlText.isUrl(bare) ? UrlText.options(bare) : ConninfoText.options(trimmed);
    for (String key : options.keySet()) {
      if (!KNOWN.contains(key) && Setting.of(key).isEmpty()) {
        throw new IllegalArgumentException(
            "Tusk does not know the option \"%s\"; remove it".formatted(key));
      }
    }
    return of(options, jdbc, new ConnectionId(ids.next()), defaultUser);
  }

  /// `config` as a URL that [#parse] reads again; without a password, and without the limits that
  /// have no libpq keyword.
  public static String text(ConnectionConfig config) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("user", config.user());
    options.put("host", config.host());
    options.put("port", "" + config.port());
    options.put("dbname", config.database());
    options.put("sslmode", config.sslMode().libpqName());
    Duration limit = config.options().connectTimeout();
    if (!limit.equals(ConnectionOptions.DEFAULTS.connectTimeout())) {
      options.put("connect_timeout", "" + Math.max(1, limit.toSeconds()));
    }
    config.settings().all().forEach((setting, value) -> options.put(setting.keyword(), value));
    return UrlText.url(options);
  }

  private static ConnectionSettings settings(Map<String, String> options) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    options.forEach(
        (key, value) -> Setting.of(key).ifPresent(setting -> settings.put(setting, value)));
    return ConnectionSettings.of(settings);
  }

  private static ConnectionUrl of(
      Map<String, String> options, boolean jdbc, ConnectionId id, String defaultUser) {
    String host = given(options, "host", "localhost");
    if (host.startsWith("/") || host.startsWith("@")) {
      throw new IllegalArgumentException(
          "Tusk connects over TCP and cannot use the socket " + host + "; write localhost instead");
    }
    if (host.indexOf(',') >= 0 || options.getOrDefault("port", "").indexOf(',') >= 0) {
      throw new IllegalArgumentException("Tusk connects to one host; write only one of them");
    }
    if (host.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "There are two @ before the host; an @ in the user or password is written %40");
    }
    requireUtf8(options.getOrDefault("client_encoding", "auto"));
    String user = given(options, "user", defaultUser);
    String database = given(options, "dbname", user);
    ConnectionConfig config =
        new ConnectionConfig(
            id,
            database + "@" + host,
            host,
            port(given(options, "port", "" + ConnectionConfig.DEFAULT_PORT)),
            database,
            user,
            sslMode(options, jdbc),
            Stage.DEVELOPMENT,
            false,
            limits(given(options, "connect_timeout", "")),
            settings(options));
    String password = options.getOrDefault("password", "");
    return new ConnectionUrl(config, password.isEmpty() ? null : Secret.of(password));
  }

  private static String given(Map<String, String> options, String key, String otherwise) {
    String value = options.getOrDefault(key, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException failure) {
      // not repeated here: behind an unescaped character it may be a piece of the password
      throw new IllegalArgumentException(
          "The port is not a number; a / ? # or : in the password is written %2F %3F %23 or %3A");
    }
  }

  private static SslMode sslMode(Map<String, String> options, boolean jdbc) {
    String mode = given(options, "sslmode", "");
    if (mode.isEmpty()) {
      return switch (options.getOrDefault("ssl", "false").toLowerCase(Locale.ROOT)) {
        case "true", "" -> jdbc ? SslMode.VERIFY_FULL : SslMode.REQUIRE;
        case "false" -> SslMode.PREFER;
        default -> throw new IllegalArgumentException("\"ssl\" must be true or false");
      };
    }
    return SslMode.ofLibpqName(mode)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"sslmode\" must be one of %s, not \"%s\""
                        .formatted(
                            Arrays.stream(SslMode.values())
                                .map(SslMode::libpqName)
                                .collect(Collectors.joining(", ")),
                            mode)));
  }

  private static ConnectionOptions limits(String seconds) {
    if (seconds.isEmpty()) {
      return ConnectionOptions.DEFAULTS;
    }
    try {
      int limit = Integer.parseInt(seconds.strip());
      if (limit >= 1 && limit <= LONGEST_TIMEOUT) {
        return ConnectionOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(limit));
      }
    } catch (NumberFormatException failure) {
      // the same sentence says it
    }
    throw new IllegalArgumentException(
        "\"connect_timeout\" must be 1 to %d seconds, not \"%s\""
            .formatted(LONGEST_TIMEOUT, seconds));
  }

  private static void requireUtf8(String encoding) {
    String plain = encoding.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    if (!plain.equals("auto") && !plain.equals("utf8") && !plain.equals("unicode")) {
      throw new IllegalArgumentException(
          "Tusk speaks UTF-8 with the server; remove client_encoding=" + encoding);
    }
  }
}
