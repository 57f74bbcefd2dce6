package dev.tusk.app.architecture.planted.swing.result;

/// A class of a feature for the planted classes to misuse.
public record PlantedGrid(int rows) {}
