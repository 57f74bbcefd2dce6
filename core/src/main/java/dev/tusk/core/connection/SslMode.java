package dev.tusk.core.connection;

import java.util.Locale;
import java.util.Optional;

/// How far TLS is insisted on, with libpq's six modes and meanings.
public enum SslMode {
  DISABLE,
  ALLOW,
  PREFER,
  REQUIRE,
  VERIFY_CA,
  VERIFY_FULL;

  /// The name in a URL and in `PGSSLMODE`, for example `verify-full`.
  public String libpqName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The mode of this libpq name, if there is one.
  public static Optional<SslMode> ofLibpqName(String name) {
    for (SslMode mode : values()) {
      if (mode.libpqName().equals(name)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
