package dev.tusk.core.workspace;

/// What came of opening a file in the editor.
public sealed interface SqlFile {
  /// Its text.
  ///
  /// @param name the file's own name, without the folder
  /// @param text without a byte order mark, its lines ended by `\n`
  record Text(String name, String text) implements SqlFile {}

  /// It is not opened.
  ///
  /// @param why a sentence for people
  /// @param advice what to do instead; empty when there is nothing to say
  record Refused(String why, String advice) implements SqlFile {}
}
