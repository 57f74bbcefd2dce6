package dev.tusk.app.architecture.planted.swing.editor;

import dev.tusk.app.architecture.planted.core.history.PlantedStore;

/// Planted: a driving adapter that calls a driven role.
public final class CallsRole {
  public int call(PlantedStore store) {
    return store.count();
  }
}
