package dev.tusk.postgres.tls;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a connection says of TLS, with libpq's rules for what it leaves out.
///
/// @param mode the effective one: `sslrootcert=system` means verify-full
/// @param system whether the roots of the system are trusted, and no file
/// @param root the file of root certificates; may be missing unless it is named
/// @param crl the file of revoked certificates; may be missing unless it is named
/// @param crlFolder a directory of such files by their hashes; null for none
/// @param certificate our own certificate; may be missing unless it is named
/// @param key of our own certificate; may be missing when there is no certificate
/// @param direct whether TLS begins at once, without asking the server whether it has it
/// @param sni whether the server learns in the clear which name we want
/// @param oldest the oldest version of TLS, as in `TLSv1.2`
/// @param newest the newest version of TLS; empty for the newest that there is
public record TlsSettings(
    SslMode mode,
    boolean system,
    Named root,
    Named crl,
    @Nullable Path crlFolder,
    Named certificate,
    Named key,
    boolean direct,
    boolean sni,
    String oldest,
    String newest) {
  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  /// A file, and whether somebody has named it; otherwise it is libpq's default.
  record Named(Path file, boolean named) {}

  /// The settings of `config`.
  ///
  /// @param environment where libpq's variables are looked up for what is not set
  /// @throws TuskException with a TlsFailed when the settings contradict each other
  public static TlsSettings of(ConnectionConfig config, Map<String, String> environment) {
    Source source = new Source(config, environment);
    String root = source.text(Setting.SSLROOTCERT, "PGSSLROOTCERT").orElse("");
    boolean system = root.equals("system");
    SslMode mode = config.sslMode();
    if (system && mode != SslMode.VERIFY_FULL) {
      if (mode != SslMode.PREFER) {
        throw contradiction(
            "With sslrootcert=system the TLS mode must be verify-full, not " + mode.libpqName());
      }
      mode = SslMode.VERIFY_FULL;
    }
    boolean direct =
        source.text(Setting.SSLNEGOTIATION, "PGSSLNEGOTIATION").orElse("postgres").equals("direct");
    if (direct && mode.compareTo(SslMode.REQUIRE) < 0) {
      throw contradiction(
          "With sslnegotiation=direct the TLS mode must be require or stricter, not "
              + mode.libpqName());
    }
    String oldest =
        source.text(Setting.SSL_MIN_PROTOCOL_VERSION, "PGSSLMINPROTOCOLVERSION").orElse("TLSv1.2");
    String newest =
        source.text(Setting.SSL_MAX_PROTOCOL_VERSION, "PGSSLMAXPROTOCOLVERSION").orElse("TLSv1.3");
    if (VERSIONS.indexOf(oldest) > VERSIONS.indexOf(newest)) {
      throw contradiction(
          "The oldest version of TLS (" + oldest + ") is newer than the newest (" + newest + ")");
    }
    return new TlsSettings(
        mode,
        system,
        source.file(Setting.SSLROOTCERT, "PGSSLROOTCERT", "root.crt"),
        source.file(Setting.SSLCRL, "PGSSLCRL", "root.crl"),
        source
            .text(Setting.SSLCRLDIR, "PGSSLCRLDIR")
            .map(name -> Path.of(source.expanded(name)))
            .orElse(null),
        source.file(Setting.SSLCERT, "PGSSLCERT", "postgresql.crt"),
        source.file(Setting.SSLKEY, "PGSSLKEY", "postgresql.key"),
        direct,
        !source.text(Setting.SSLSNI, "PGSSLSNI").orElse("1").equals("0"),
        oldest,
        newest);
  }

  /// The versions of TLS that may be used, the oldest first.
  List<String> versions() {
    return VERSIONS.subList(VERSIONS.indexOf(oldest), VERSIONS.indexOf(newest) + 1);
  }

  private static TuskException contradiction(String message) {
    return new TuskException(new TuskError.TlsFailed(TuskError.Tls.OTHER, message));
  }

  private record Source(ConnectionConfig config, Map<String, String> environment) {
    Optional<String> text(Setting setting, String variable) {
      ConnectionSettings given = config.settings();
      if (given.get(setting).isPresent() || !environment.containsKey(variable)) {
        return given.get(setting);
      }
      try {
        return ConnectionSettings.of(Map.of(setting, environment.get(variable))).get(setting);
      } catch (IllegalArgumentException wrong) {
        throw contradiction(variable + ": " + wrong.getMessage());
      }
    }

    Named file(Setting setting, String variable, String usual) {
      return text(setting, variable)
          .map(name -> new Named(Path.of(expanded(name)), true))
          .orElseGet(() -> new Named(folder().resolve(usual), false));
    }

    private String expanded(String name) {
      return name.startsWith("~/") ? home() + name.substring(1) : name;
    }

    private Path folder() {
      String roaming = environment.getOrDefault("APPDATA", "");
      return isWindows() && !roaming.isEmpty()
          ? Path.of(roaming, "postgresql")
          : Path.of(home(), ".postgresql");
    }

    private String home() {
      String home = environment.getOrDefault("HOME", "");
      return home.isEmpty() || isWindows() ? System.getProperty("user.home", "") : home;
    }

    private static boolean isWindows() {
      return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
  }
}
