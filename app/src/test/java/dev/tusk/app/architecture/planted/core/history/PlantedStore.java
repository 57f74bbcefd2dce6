package dev.tusk.app.architecture.planted.core.history;

import dev.tusk.core.kernel.DrivenPort;

/// A driven role for the planted classes to misuse.
@DrivenPort
public interface PlantedStore {
  int count();
}
