package dev.tusk.app.architecture.planted.postgres;

import dev.tusk.app.architecture.planted.sqlite.PlantedFile;

/// Planted: an adapter that sees another.
public record SeesOtherAdapter(PlantedFile file) {}
