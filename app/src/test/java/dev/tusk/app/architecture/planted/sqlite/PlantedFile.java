package dev.tusk.app.architecture.planted.sqlite;

/// A class of an adapter for the planted classes to misuse.
public record PlantedFile(String name) {}
