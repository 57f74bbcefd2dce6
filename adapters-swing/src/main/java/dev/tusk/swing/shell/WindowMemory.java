package dev.tusk.swing.shell;

import java.util.Optional;

/// Keeps the window's place between starts. Both methods may block and are called off the event
/// thread; a failure to save is logged and otherwise ignored.
public interface WindowMemory {

  /// The place at the last end; empty at the first start.
  Optional<WindowPlace> load();

  /// Remembers the place.
  void save(WindowPlace place);
}
