package dev.tusk.app.architecture.planted.postgres;

import dev.tusk.app.architecture.planted.core.history.PlantedSearch;

/// Planted: a driven adapter that calls a use case.
public final class CallsUseCase {
  public int call(PlantedSearch search) {
    return search.search();
  }
}
