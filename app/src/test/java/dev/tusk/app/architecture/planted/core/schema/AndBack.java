package dev.tusk.app.architecture.planted.core.schema;

import dev.tusk.app.architecture.planted.core.query.OneWay;

/// Planted: the other half of a cycle between features.
public interface AndBack {
  OneWay query();
}
