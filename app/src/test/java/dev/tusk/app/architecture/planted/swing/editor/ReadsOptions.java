package dev.tusk.app.architecture.planted.swing.editor;

import picocli.CommandLine;

/// Planted: the command line parser in the window.
public record ReadsOptions(CommandLine line) {}
