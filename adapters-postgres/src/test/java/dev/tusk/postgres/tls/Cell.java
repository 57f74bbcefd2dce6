package dev.tusk.postgres.tls;

import dev.tusk.core.connection.SslMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One attempt to connect: a mode at a server that is set up in some way.
///
/// @param setUp how the server is set up
/// @param user lets in with TLS alone, or either way
/// @param root the authority that is trusted; null for none
/// @param certificate of the client, its key beside it; null for none
record Cell(
    String setUp,
    SslMode mode,
    String host,
    String user,
    @Nullable Path root,
    @Nullable Path certificate,
    @Nullable Path key) {
  /// What comes of an attempt.
  enum Decision {
    ENCRYPTED,
    CLEAR,
    REFUSED;

    /// Whether it lets more pass than `other`.
    boolean isLaxerThan(Decision other) {
      return switch (this) {
        case ENCRYPTED -> other == REFUSED;
        case CLEAR -> other != CLEAR;
        case REFUSED -> false;
      };
    }
  }

  String name() {
    return setUp
        + " | "
        + mode.libpqName()
        + " | "
        + user
        + (root == null ? " | no root" : "")
        + (certificate == null ? "" : " | certificate");
  }

  /// What psql and Tusk are told; a server on this machine has the name only there.
  String conninfo(int port) {
    return "host="
        + host
        + " hostaddr=127.0.0.1 port="
        + port
        + " dbname=postgres connect_timeout=20 user="
        + user
        + " sslmode="
        + mode.libpqName()
        + (root == null ? "" : " sslrootcert=" + root)
        + (certificate == null ? "" : " sslcert=" + certificate)
        + (key == null ? "" : " sslkey=" + key);
  }
}
