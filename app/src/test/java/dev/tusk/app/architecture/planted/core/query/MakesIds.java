package dev.tusk.app.architecture.planted.core.query;

import java.util.UUID;

/// Planted: makes ids in the core.
public final class MakesIds {
  public UUID next() {
    return UUID.randomUUID();
  }
}
