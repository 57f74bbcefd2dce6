package dev.tusk.harness.evil;

import java.io.IOException;

/// What a hostile server does on one connection; see [Scripts] for ready ones.
@FunctionalInterface
public interface Script {
  /// Plays once, on a thread of the connection's own; the connection is closed afterwards.
  ///
  /// @throws IOException when the client goes away, which ends the play and is no failure
  void play(Dialogue client) throws IOException;

  /// This script and then another on the same connection.
  default Script then(Script next) {
    return client -> {
      play(client);
      next.play(client);
    };
  }
}
