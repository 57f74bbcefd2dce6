package dev.tusk.app.architecture.planted.swing.shell;

import dev.tusk.app.architecture.planted.swing.editor.SeesResult;

/// Planted: the shell knows a feature.
public record KnowsEditor(SeesResult editor) {}
