package dev.tusk.swing.connection;

import dev.tusk.swing.shell.intent.UiIntent;

/// Passwords are kept for this session only; the status bar says so, and nobody is stopped by it.
///
/// @param message why, and what to do
record PasswordRemark(String message) implements UiIntent {}
