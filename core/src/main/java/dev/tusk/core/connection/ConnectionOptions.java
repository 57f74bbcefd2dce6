package dev.tusk.core.connection;

import java.time.Duration;

/// Limits of a connection and its pool.
///
/// @param connectTimeout until a new session must be ready (SC-003; 10 s unless told)
/// @param poolTimeout how long to wait while all sessions are taken (FR-013a; 30 s unless told)
/// @param maxSessions sessions that tabs and runs may hold at once
/// @param maxServiceSessions sessions of the pool's own for catalog and cancel, so that tabs never
///     starve the tree or Stop; one is always kept for Stop, so there are two at least
public record ConnectionOptions(
    Duration connectTimeout, Duration poolTimeout, int maxSessions, int maxServiceSessions) {

  public static final ConnectionOptions DEFAULTS =
      new ConnectionOptions(Duration.ofSeconds(10), Duration.ofSeconds(30), 10, 2);

  public ConnectionOptions {
    if (connectTimeout.compareTo(Duration.ofMillis(250)) < 0
        || poolTimeout.compareTo(Duration.ofMillis(250)) < 0) {
      throw new IllegalArgumentException("A timeout must be at least 250 ms");
    }
    if (maxSessions < 1 || maxServiceSessions < 1) {
      throw new IllegalArgumentException("A pool needs room for at least one session");
    }
  }

  public ConnectionOptions withConnectTimeout(Duration timeout) {
    return new ConnectionOptions(timeout, poolTimeout, maxSessions, maxServiceSessions);
  }

  public ConnectionOptions withPoolTimeout(Duration timeout) {
    return new ConnectionOptions(connectTimeout, timeout, maxSessions, maxServiceSessions);
  }

  public ConnectionOptions withMaxSessions(int sessions) {
    return new ConnectionOptions(connectTimeout, poolTimeout, sessions, maxServiceSessions);
  }
}
