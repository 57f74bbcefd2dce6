package dev.tusk.app.architecture.planted.swing.shell;

/// A window for the planted classes to misuse.
public record MainFrame(String title) {}
