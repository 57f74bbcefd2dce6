package dev.tusk.app.architecture.planted.core.kernel;

import dev.tusk.app.architecture.planted.core.query.OneWay;

/// Planted: the kernel depends on a feature.
public record SeesFeature(OneWay feature) {}
