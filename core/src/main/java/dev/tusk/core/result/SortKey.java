package dev.tusk.core.result;

/// A column to sort by.
///
/// @param column its place in the result
/// @param descending largest first; NULLs then come first, as PostgreSQL has it, else last
public record SortKey(int column, boolean descending) {}
