package dev.tusk.core.sql;

/// The lines that feed a `COPY … FROM STDIN`, without the `\.` that ends them; empty when there are
/// none. UTF-16 offsets in the script.
public record CopyData(int start, int end) {}
