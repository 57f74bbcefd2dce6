package dev.tusk.app.architecture.planted.core.query;

import dev.tusk.app.architecture.planted.core.schema.AndBack;

/// Planted: half of a cycle between features.
public record OneWay(AndBack other) {}
