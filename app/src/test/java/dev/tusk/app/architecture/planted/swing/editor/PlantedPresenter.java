package dev.tusk.app.architecture.planted.swing.editor;

import javax.swing.JPanel;

/// Planted: a presenter that knows Swing.
public record PlantedPresenter(JPanel panel) {}
