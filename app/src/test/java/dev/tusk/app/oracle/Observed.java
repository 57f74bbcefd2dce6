package dev.tusk.app.oracle;

import java.util.List;

/// What one client made of a script.
///
/// @param output its standard output, a character for each byte (ISO 8859-1)
/// @param messages errors and notices on its standard error, in order
/// @param statements what the server's log says it sent, in order
record Observed(String output, List<ServerMessage> messages, List<String> statements) {}
