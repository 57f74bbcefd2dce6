package dev.tusk.app.architecture.planted.swing.kit;

import dev.tusk.app.architecture.planted.swing.shell.MainFrame;

/// Planted: the kit knows the shell.
public record KnowsShell(MainFrame window) {}
