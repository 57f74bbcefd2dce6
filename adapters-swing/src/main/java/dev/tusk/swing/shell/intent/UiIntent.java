package dev.tusk.swing.shell.intent;

/// A wish or a fact that one feature tells the others, who may listen without knowing who spoke.
///
/// Intents are immutable records of plain values. Those that several features share live in
/// [StandardIntents]; a feature may declare its own where its listeners can see it.
public interface UiIntent {}
