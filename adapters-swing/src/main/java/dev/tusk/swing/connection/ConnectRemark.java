package dev.tusk.swing.connection;

import dev.tusk.swing.shell.intent.UiIntent;

/// Something about a connection that did not stop it; the status bar says it in its own words.
///
/// @param name the connection's, for people
record ConnectRemark(String name, String message) implements UiIntent {}
