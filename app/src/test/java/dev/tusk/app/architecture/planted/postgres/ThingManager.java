package dev.tusk.app.architecture.planted.postgres;

/// Planted: a name that says nothing.
public record ThingManager() {}
