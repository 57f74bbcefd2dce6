package dev.tusk.core.result;

import dev.tusk.core.kernel.DrivenPort;

/// Where results go that do not fit into memory. Thread-safe.
@DrivenPort
public interface SpillFiles {
  /// Makes an empty file that nobody but its owner can read, and that goes when it is closed; after
  /// a crash, when Tusk starts the next time.
  ///
  /// @throws dev.tusk.core.error.TuskException with StorageFailed when there is none to be had
  SpillFile create();
}
