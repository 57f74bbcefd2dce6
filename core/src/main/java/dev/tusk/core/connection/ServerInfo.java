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
/// @param product what kind of server it is
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
    Duration latency,
    ServerProduct product) {
  /// What PostgreSQL itself said.
  public ServerInfo(
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
    this(
        version,
        versionNumber,
        database,
        user,
        tls,
        cipher,
        superuser,
        inRecovery,
        timeZone,
        latency,
        ServerProduct.POSTGRESQL);
  }

  /// What a machine under load, or a packet that is sent once more, takes before an answer.
  private static final Duration SHORTEST_PROOF = Duration.ofMillis(500);

  private static final Duration LONGEST_PROOF = Duration.ofSeconds(2);
  private static final int ROUND_TRIPS = 5;

  public int major() {
    return versionNumber / 10_000;
  }

  /// How long a session that was quiet may take to show that it lives, before it counts as gone:
  /// half a second and five round trips, at most two seconds. A server next door that is silent
  /// for so long is gone, one behind a satellite is not.
  public Duration proof() {
    Duration wanted = SHORTEST_PROOF.plus(latency.multipliedBy(ROUND_TRIPS));
    return wanted.compareTo(LONGEST_PROOF) < 0 ? wanted : LONGEST_PROOF;
  }

  /// The version without the packager's remark: `18.1`.
  public String shortVersion() {
    int blank = version.indexOf(' ');
    return blank < 0 ? version : version.substring(0, blank);
  }

  /// Product and version for people: `PostgreSQL 18.1 (Debian 18.1-1)`.
  public String title() {
    if (product.name().equals(ServerProduct.POSTGRESQL.name())) {
      return (product.name() + " " + version).strip();
    }
    return product.name() + (version.isEmpty() ? "" : ", speaking as PostgreSQL " + version);
  }
}
