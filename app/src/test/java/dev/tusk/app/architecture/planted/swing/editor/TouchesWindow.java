package dev.tusk.app.architecture.planted.swing.editor;

import dev.tusk.app.architecture.planted.swing.shell.MainFrame;

/// Planted: a feature that reaches for the window.
public record TouchesWindow(MainFrame window) {}
