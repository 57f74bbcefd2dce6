package dev.tusk.app.oracle;

import java.util.List;

/// What one client made of a script.
///
/// @param output its standard output
/// @param messages errors and notices on its standard error, in order
/// @param statements what the server's log says it sent, in order
record Observed(byte[] output, List<ServerMessage> messages, List<String> statements) {}
