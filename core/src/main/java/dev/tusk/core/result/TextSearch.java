package dev.tusk.core.result;

/// A text that is looked for in cells.
///
/// @param text not empty
/// @param matchCase else capitals do not matter: of the letters A to Z where the text is ASCII,
///     else of all
/// @param wholeCell whether the cell is the text and nothing else
public record TextSearch(String text, boolean matchCase, boolean wholeCell) {}
