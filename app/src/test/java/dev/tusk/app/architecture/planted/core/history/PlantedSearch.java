package dev.tusk.app.architecture.planted.core.history;

import dev.tusk.core.kernel.UseCase;

/// A use case for the planted classes to misuse.
@UseCase
public final class PlantedSearch {
  public int search() {
    return 0;
  }
}
