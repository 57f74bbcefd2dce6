package dev.tusk.app;

import java.time.Duration;

/// Ends the process, whatever threads libraries have left behind.
///
/// The keyring's library keeps a thread that is no daemon, and shutdown hooks can hang on a dead
/// network: after [#LIMIT] the process ends without waiting for them.
final class Exit {
  static final Duration LIMIT = Duration.ofMillis(1_800);

  private Exit() {}

  static void now(int code) {
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(LIMIT);
              } catch (InterruptedException _) {
                return;
              }
              Runtime.getRuntime().halt(code);
            },
            "exit limit");
    last.setDaemon(true);
    last.start();
    System.exit(code);
  }
}
