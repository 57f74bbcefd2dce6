package dev.tusk.core.sql;

/// A psql backslash command in a script, to the end of its line. Tusk runs none: a runner stops
/// here and says so. `command` is its first word with the backslash, as in `\connect`.
public record PsqlLine(int start, int end, int line, String command) implements ScriptItem {}
