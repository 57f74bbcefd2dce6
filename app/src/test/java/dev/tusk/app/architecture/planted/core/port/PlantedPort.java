package dev.tusk.app.architecture.planted.core.port;

import dev.tusk.app.architecture.planted.core.history.PlantedStore;

/// A port for the planted classes to misuse.
public interface PlantedPort {
  PlantedStore store();
}
