package dev.tusk.core.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the server said about itself when the connection was made.
///
/// @param version as `server_version` prints it, for example `18.1 (Debian 18.1-1)`
/// @param versionNumber as `server_version_num`, for example 180001
/// @param tls the TLS version, for example `TLSv1.3`; null when the link is in clear text
/// @param latency one round trip
/// @param timeZone the session's TimeZone
public record ServerInfo(
    String version,
    int versionNumber,
    String database,
    String user,
    @Nullable String tls,
    @Nullable String cipher,
    boolean superuser,
    boolean inRecovery,
    String timeZone,
    Duration latency) {

  public int major() {
    return versionNumber / 10_000;
  }

  /// The version without the packager's remark: `18.1`.
  public String shortVersion() {
    int blank = version.indexOf(' ');
    return blank < 0 ? version : version.substring(0, blank);
  }
}
