package dev.tusk.app.architecture.planted.core.query;

import dev.tusk.app.architecture.planted.core.port.PlantedPort;

/// Planted: a feature that sees a port.
public record SeesPort(PlantedPort port) {}
