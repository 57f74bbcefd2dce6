package dev.tusk.app.architecture.planted.swing.kit;

import dev.tusk.app.architecture.planted.swing.result.PlantedGrid;

/// Planted: the kit knows a feature.
public record KnowsFeature(PlantedGrid grid) {}
