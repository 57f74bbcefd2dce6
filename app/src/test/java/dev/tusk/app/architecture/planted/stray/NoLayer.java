package dev.tusk.app.architecture.planted.stray;

/// Planted: belongs to no layer, in a package that is not null-marked.
public record NoLayer() {}
