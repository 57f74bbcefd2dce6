package dev.tusk.app.architecture.planted.core.schema;

import dev.tusk.app.architecture.planted.sqlite.PlantedFile;

/// Planted: the core sees an adapter.
public record SeesAdapter(PlantedFile file) {}
