package dev.tusk.core.connection.text;

import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which of libpq's keywords Tusk takes, and which variables of the environment stand for them.
final class LibpqKeywords {
  /// What is no [Setting]: the address, and what the parser itself needs.
  private static final Set<String> ADDRESS =
      Set.of(
          "host",
          "port",
          "dbname",
          "user",
          "password",
          "sslmode",
          "ssl",
          "connect_timeout",
          "client_encoding");

  /// Keywords that change nothing as long as they have one of these values.
  private static final Map<String, Pattern> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("fallback_application_name", Pattern.compile("(?s).*")),
          Map.entry("sslcompression", Pattern.compile("[01]?")),
          Map.entry("sslcertmode", Pattern.compile("(allow)?")),
          Map.entry("gssencmode", Pattern.compile("(disable|allow|prefer)?")),
          Map.entry("gssdelegation", Pattern.compile("0?")),
          Map.entry("gsslib", Pattern.compile("(gssapi)?")),
          Map.entry("krbsrvname", Pattern.compile("(postgres)?")),
          Map.entry("replication", Pattern.compile("(false|off|no|0)?")),
          Map.entry("min_protocol_version", Pattern.compile("(3\\.0)?")),
          Map.entry("max_protocol_version", Pattern.compile("(3\\.[02]|latest)?")));

  /// libpq's variables, without `PGSERVICE`, `PGPASSWORD` and the places of files. `PGOPTIONS`,
  /// `PGTZ`, `PGDATESTYLE` and `PGGEQO` are taken by every session when it begins.
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("PGHOST", "host"),
          Map.entry("PGHOSTADDR", "hostaddr"),
          Map.entry("PGPORT", "port"),
          Map.entry("PGDATABASE", "dbname"),
          Map.entry("PGUSER", "user"),
          Map.entry("PGREQUIREAUTH", "require_auth"),
          Map.entry("PGCHANNELBINDING", "channel_binding"),
          Map.entry("PGAPPNAME", "application_name"),
          Map.entry("PGSSLMODE", "sslmode"),
          Map.entry("PGSSLCOMPRESSION", "sslcompression"),
          Map.entry("PGSSLCERT", "sslcert"),
          Map.entry("PGSSLKEY", "sslkey"),
          Map.entry("PGSSLCERTMODE", "sslcertmode"),
          Map.entry("PGSSLROOTCERT", "sslrootcert"),
          Map.entry("PGSSLCRL", "sslcrl"),
          Map.entry("PGSSLCRLDIR", "sslcrldir"),
          Map.entry("PGSSLSNI", "sslsni"),
          Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
          Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
          Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
          Map.entry("PGREQUIREPEER", "requirepeer"),
          Map.entry("PGGSSENCMODE", "gssencmode"),
          Map.entry("PGGSSLIB", "gsslib"),
          Map.entry("PGKRBSRVNAME", "krbsrvname"),
          Map.entry("PGGSSDELEGATION", "gssdelegation"),
          Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
          Map.entry("PGCLIENTENCODING", "client_encoding"),
          Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
          Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"),
          Map.entry("PGMINPROTOCOLVERSION", "min_protocol_version"),
          Map.entry("PGMAXPROTOCOLVERSION", "max_protocol_version"));

  private LibpqKeywords() {}

  /// @throws IllegalArgumentException naming the first option that Tusk does not take; it repeats
  ///     no value
  static void requireKnown(Map<String, String> options) {
    options.forEach(
        (keyword, value) -> {
          Pattern allowed = WITHOUT_EFFECT.get(keyword);
          if (allowed != null) {
            if (!allowed.matcher(value).matches()) {
              throw new IllegalArgumentException(
                  "Tusk does not support this value of \"%s\"; remove it".formatted(keyword));
            }
          } else if (keyword.equals("sslpassword")) {
            throw new IllegalArgumentException(
                "Tusk asks for the passphrase of a key; remove \"sslpassword\"");
          } else if (!ADDRESS.contains(keyword) && Setting.of(keyword).isEmpty()) {
            throw new IllegalArgumentException(
                "Tusk does not know the option \"%s\"; remove it".formatted(keyword));
          }
        });
  }

  /// Whether Tusk takes this keyword, with some value at least.
  static boolean isKnown(String keyword) {
    return ADDRESS.contains(keyword)
        || WITHOUT_EFFECT.containsKey(keyword)
        || Setting.of(keyword).isPresent();
  }

  /// The variable that counts where a saved connection leaves `setting` open. What else the
  /// environment says is looked up when a connection is made, and never again.
  static Optional<String> variable(Setting setting) {
    return switch (setting) {
      case OPTIONS -> Optional.of("PGOPTIONS");
      case TIMEZONE -> Optional.of("PGTZ");
      case SSLROOTCERT,
          SSLCERT,
          SSLKEY,
          SSLCRL,
          SSLCRLDIR,
          SSLSNI,
          SSLNEGOTIATION,
          SSL_MIN_PROTOCOL_VERSION,
          SSL_MAX_PROTOCOL_VERSION,
          CHANNEL_BINDING,
          REQUIRE_AUTH,
          REQUIREPEER ->
          VARIABLES.entrySet().stream()
              .filter(each -> each.getValue().equals(setting.keyword()))
              .map(Map.Entry::getKey)
              .findFirst();
      default -> Optional.empty();
    };
  }

  /// Fills what `options` do not say from the environment.
  ///
  /// @throws IllegalArgumentException naming a variable that Tusk cannot follow
  static void addVariables(Map<String, String> options, Map<String, String> variables) {
    VARIABLES.forEach(
        (variable, keyword) -> {
          String value = variables.getOrDefault(variable, "");
          if (!value.isEmpty() && !options.containsKey(keyword)) {
            try {
              requireKnown(Map.of(keyword, value));
            } catch (IllegalArgumentException wrong) {
              throw new IllegalArgumentException(
                  "The variable %s is set, and Tusk cannot do what it says; unset it"
                      .formatted(variable),
                  wrong);
            }
            options.put(keyword, value);
          }
        });
    if (variables.getOrDefault("PGREQUIRESSL", "").startsWith("1")) {
      options.putIfAbsent("sslmode", SslMode.REQUIRE.libpqName());
    }
  }
}
