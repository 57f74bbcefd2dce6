package dev.tusk.app.architecture.planted.swing.editor;

import dev.tusk.app.architecture.planted.swing.result.PlantedGrid;

/// Planted: a feature that sees another.
public record SeesResult(PlantedGrid grid) {}
