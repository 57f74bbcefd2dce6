package dev.tusk.core.connection.text;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.ConninfoText;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a connection URL or a libpq connection string says, as a draft that nobody has saved.
///
/// Reads `postgresql://user:password@host:port/database?sslmode=require`, the same with
/// `postgres://` and `jdbc:postgresql://`, and `host=… port=… dbname=…`. What is missing gets
/// libpq's default, and every [Setting] is taken by its keyword. Of several hosts the others become
/// [Setting#FALLBACK_HOSTS]. An option that Tusk does not know is refused, because leaving it out
/// could connect in a way that was not meant.
///
/// @param config named `database@host`, not remembering its password
/// @param password owned by the caller; null when the text has none
public record ConnectionUrl(ConnectionConfig config, @Nullable Secret password) {
  private static final List<String> SCHEMES =
      List.of("postgresql://", "postgres://", "jdbc:postgresql:");
  private static final Pattern CONNINFO =
      Pattern.compile("^(host|hostaddr|port|dbname|user|password|service|sslmode)\\s*=");
  private static final int LONGEST_TIMEOUT = 3600;

  /// Reads `text`; blanks around it do not count.
  ///
  /// @param ids gives the draft its id
  /// @param defaultUser the user when the text has none: the operating system's, as in libpq
  /// @throws IllegalArgumentException with a sentence for the person who typed the text; it never
  ///     contains the password
  public static ConnectionUrl parse(String text, IdSource ids, String defaultUser) {
    return of(options(text), new ConnectionId(ids.next()), defaultUser);
  }

  /// Whether `text` is meant as one, right or wrong; a word or the name of a host is not.
  public static boolean isMeant(String text) {
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    return SCHEMES.stream().anyMatch(start::startsWith) || CONNINFO.matcher(start).find();
  }

  /// Whether a password stands in `text` itself, and not only in a service that it names.
  ///
  /// @throws IllegalArgumentException when it cannot be read
  public static boolean hasPassword(String text) {
    return !options(text).getOrDefault("password", "").isEmpty();
  }

  /// The options in libpq's keywords that `text` has; it may name a service.
  static Map<String, String> options(String text) {
    String trimmed = text.strip();
    if (JdbcText.isJdbc(trimmed)) {
      return JdbcText.options(trimmed);
    }
    return UrlText.isUrl(trimmed) ? UrlText.options(trimmed) : ConninfoText.options(trimmed);
  }

  /// `config` as a URL that [#parse] reads again; without a password, and without the limits that
  /// have no libpq keyword.
  public static String text(ConnectionConfig config) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("sslmode", config.sslMode().libpqName());
    Duration limit = config.options().connectTimeout();
    if (!limit.equals(ConnectionOptions.DEFAULTS.connectTimeout())) {
      options.put("connect_timeout", "" + Math.max(1, limit.toSeconds()));
    }
    config.settings().all().forEach((setting, value) -> options.put(setting.keyword(), value));
    options.remove(Setting.FALLBACK_HOSTS.keyword());
    return UrlText.url(config.user(), config.hosts(), config.database(), options);
  }

  private static ConnectionSettings settings(Map<String, String> options) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    options.forEach(
        (key, value) -> Setting.of(key).ifPresent(setting -> settings.put(setting, value)));
    return ConnectionSettings.of(settings);
  }

  static ConnectionUrl of(Map<String, String> options, ConnectionId id, String defaultUser) {
    LibpqKeywords.requireKnown(options);
    List<HostAddress> hosts =
        hosts(
            options.getOrDefault("host", ""),
            options.getOrDefault("hostaddr", ""),
            given(options, "port", ""));
    HostAddress first = hosts.getFirst();
    requireUtf8(options.getOrDefault("client_encoding", "auto"));
    String user = given(options, "user", defaultUser);
    String database = given(options, "dbname", user);
    ConnectionSettings settings = settings(options);
    SslMode mode = sslMode(options);
    if (mode == SslMode.VERIFY_FULL || options.getOrDefault("sslrootcert", "").equals("system")) {
      requireNames(options);
    }
    if (hosts.size() > 1) {
      settings =
          settings.with(Setting.FALLBACK_HOSTS, HostAddress.text(hosts.subList(1, hosts.size())));
    }
    ConnectionConfig config =
        new ConnectionConfig(
            id,
            suggestedName(database, first.host()),
            first.host(),
            first.port(),
            database,
            user,
            mode,
            Stage.DEVELOPMENT,
            false,
            limits(given(options, "connect_timeout", "")),
            settings);
    String password = options.getOrDefault("password", "");
    return new ConnectionUrl(config, password.isEmpty() ? null : Secret.of(password));
  }

  /// What a connection is called when nobody says a name.
  private static String suggestedName(String database, String host) {
    return database + "@" + (HostAddress.isSocket(host) ? "localhost" : host);
  }

  /// libpq's rule: an address does not say whose certificate it must be.
  private static void requireNames(Map<String, String> options) {
    String[] names = options.getOrDefault("host", "").split(",", -1);
    String[] addresses = options.getOrDefault("hostaddr", "").split(",", -1);
    for (int i = 0; i < addresses.length; i++) {
      if (!addresses[i].isEmpty() && (i >= names.length || names[i].isEmpty())) {
        throw new IllegalArgumentException(
            "With the TLS mode verify-full a \"hostaddr\" needs the server's name too, as"
                + " \"host\"");
      }
    }
  }

  /// libpq's rule: one port for all hosts, or one for each. A host without a name is its address.
  private static List<HostAddress> hosts(String hosts, String addresses, String ports) {
    String[] dialled = addresses.split(",", -1);
    String[] names = (hosts.isEmpty() ? addresses : hosts).split(",", -1);
    String[] numbers = ports.split(",", -1);
    if (numbers.length != 1 && numbers.length != names.length) {
      throw new IllegalArgumentException(
          "There are %d hosts and %d ports; write one port, or one for each host"
              .formatted(names.length, numbers.length));
    }
    List<HostAddress> all = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String address = i < dialled.length && !dialled[i].isEmpty() ? dialled[i] : "localhost";
      String host = names[i].isEmpty() ? address : names[i];
      if (host.startsWith("@")) {
        throw new IllegalArgumentException(
            "Tusk cannot use the socket " + host + ", which has no file; write localhost instead");
      }
      if (host.indexOf('@') >= 0) {
        throw new IllegalArgumentException(
            "There are two @ before the host; an @ in the user or password is written %40");
      }
      String number = numbers.length == 1 ? ports : numbers[i];
      all.add(
          new HostAddress(host, number.isEmpty() ? ConnectionConfig.DEFAULT_PORT : port(number)));
    }
    return all;
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

  private static SslMode sslMode(Map<String, String> options) {
    String mode = given(options, "sslmode", "");
    if (mode.isEmpty()) {
      return switch (options.getOrDefault("ssl", "false").toLowerCase(Locale.ROOT)) {
        case "true", "" -> SslMode.REQUIRE;
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
