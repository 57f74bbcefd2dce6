package dev.tusk.core.connection;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What can be set of a connection beside its address: libpq's keywords, and Tusk's own.
///
/// A keyword that is not here does not exist for Tusk; none names a class, a library or a program.
/// ADR 19.
public enum Setting {
  SSLROOTCERT("a file of certificates, or system", Setting::oneLine),
  SSLCERT("a file of a client certificate", Setting::oneLine),
  SSLKEY("a file of a client certificate's key", Setting::oneLine),
  SSLCRL("a file of revoked certificates", Setting::oneLine),
  SSLCRLDIR("a directory of revoked certificates", Setting::oneLine),
  SSLNEGOTIATION("postgres, direct"),
  SSLSNI("0, 1"),
  SSL_MIN_PROTOCOL_VERSION("TLSv1, TLSv1.1, TLSv1.2, TLSv1.3"),
  SSL_MAX_PROTOCOL_VERSION("TLSv1, TLSv1.1, TLSv1.2, TLSv1.3"),
  CHANNEL_BINDING("disable, prefer, require"),
  REQUIRE_AUTH(
      "password, md5, gss, sspi, scram-sha-256 and none, with commas between, each with or"
          + " without !",
      Setting::isRequireAuth),
  /// Whom the server of a Unix socket must run as; over TCP it says nothing.
  REQUIREPEER("the name of the server's user", Setting::oneLine),
  /// Hosts to try after the first, as `host:port,host:port`.
  FALLBACK_HOSTS("host:port, with commas between", Setting::isHosts),
  /// Where to dial instead of looking the hosts up: an address for each, or nothing.
  HOSTADDR("addresses in numbers, one for each host, with commas between", Setting::isAddresses),
  TARGET_SESSION_ATTRS("any, read-write, read-only, primary, standby, prefer-standby"),
  LOAD_BALANCE_HOSTS("disable, random"),
  KEEPALIVES("0, 1"),
  KEEPALIVES_IDLE("whole seconds", Setting::isSeconds),
  KEEPALIVES_INTERVAL("whole seconds", Setting::isSeconds),
  KEEPALIVES_COUNT("a whole number", Setting::isSeconds),
  TCP_USER_TIMEOUT("milliseconds", Setting::isSeconds),
  APPLICATION_NAME("a name", Setting::oneLine),
  /// The server's command-line options, for example `-c geqo=off`.
  OPTIONS("options of the server, for example -c geqo=off", Setting::oneLine),
  SEARCH_PATH("names of schemas, with commas between", Setting::oneLine),
  ROLE("the name of a role", Setting::oneLine),
  TIMEZONE("a time zone, for example Europe/Berlin", Setting::oneLine),
  /// SQL that each session of a tab begins with.
  STARTUP_SQL("SQL statements", text -> true),
  /// See [Guard].
  GUARD("silent, ask, read-only, production"),
  /// See [CommitMode].
  COMMIT_MODE("auto, manual"),
  /// Where people file it, as `Customers/Berlin`.
  GROUP("a name", Setting::oneLine),
  COLOUR("a colour as #rrggbb", text -> Pattern.matches("#[0-9a-fA-F]{6}", text)),
  /// See [SecretPlace].
  SECRETS("ask, session, keyring"),
  /// The bastion, as `user@host:port` or a name of `~/.ssh/config`.
  SSH("user@host:port or a name of ~/.ssh/config", Setting::isServer),
  SSH_KEY("a file of a private key", Setting::oneLine),
  /// Hosts to pass on the way to the bastion, in their order, as `-J` of ssh takes them.
  SSH_JUMP("user@host:port, with commas between", Setting::oneLine);

  private static final Set<Setting> OF_LIBPQ =
      Collections.unmodifiableSet(EnumSet.range(SSLROOTCERT, OPTIONS));
  private static final Pattern REQUIRE_AUTH_LIST =
      Pattern.compile("!?(password|md5|gss|sspi|scram-sha-256|none)");

  private final String expected;

  // Made by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> words;

  // Lambdas and constants only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> valid;

  /// @param words the values that it may have, with commas between
  Setting(String words) {
    this.expected = words;
    this.words = List.of(words.split(", ", -1));
    this.valid = this.words::contains;
  }

  Setting(String expected, Predicate<String> valid) {
    this.expected = expected;
    this.words = List.of();
    this.valid = valid;
  }

  /// Its name in a URL or a connection string, for example `sslrootcert`.
  public String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it is a keyword of libpq, or what a URL for libpq says in another way; otherwise it
  /// is Tusk's own.
  public boolean isOfLibpq() {
    return OF_LIBPQ.contains(this);
  }

  /// What values it takes, for people.
  public String expected() {
    return expected;
  }

  /// The values that it may have, when they are few; otherwise empty.
  public List<String> words() {
    return words;
  }

  /// The setting of this keyword, if there is one.
  public static Optional<Setting> of(String keyword) {
    return Arrays.stream(values()).filter(each -> each.keyword().equals(keyword)).findFirst();
  }

  /// @throws IllegalArgumentException with a sentence for the person who typed `value`
  void require(String value) {
    if (value.indexOf('\0') >= 0 || !valid.test(value)) {
      throw new IllegalArgumentException(
          "\"%s\" must be %s, not \"%s\"".formatted(keyword(), expected, value));
    }
  }

  private static boolean oneLine(String text) {
    return text.chars().noneMatch(each -> each < ' ');
  }

  private static boolean isServer(String text) {
    return oneLine(text) && !text.isBlank() && !text.endsWith("@");
  }

  private static boolean isSeconds(String text) {
    return Pattern.matches("[0-9]{1,9}", text);
  }

  private static boolean isHosts(String text) {
    try {
      return !HostAddress.parse(text).isEmpty();
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  private static boolean isAddresses(String text) {
    return Arrays.stream(text.split(",", -1))
        .allMatch(each -> each.isEmpty() || HostAddress.isNumeric(each));
  }

  private static boolean isRequireAuth(String text) {
    String[] methods = text.split(",", -1);
    boolean negated = methods[0].startsWith("!");
    return Arrays.stream(methods)
        .allMatch(
            each -> REQUIRE_AUTH_LIST.matcher(each).matches() && each.startsWith("!") == negated);
  }
}
