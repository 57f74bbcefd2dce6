package dev.tusk.app.architecture.planted.cli;

import dev.tusk.app.architecture.planted.core.port.PlantedPort;

/// Planted: a driving adapter that sees a port.
public record CallsPort(PlantedPort port) {}
