package dev.tusk.swing.editor;

import dev.tusk.core.sql.PsqlLine;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.ScriptItem;
import dev.tusk.core.sql.Statement;
import java.util.Optional;

/// The part of the text that a run sends.
///
/// @param offset where it starts in the editor
record RunPart(String text, int offset) {

  /// All of the text.
  static Optional<RunPart> all(TabView.Input input) {
    return part(input.text(), 0, input.text().length());
  }

  /// The selection, or without one the statement that the caret means.
  static Optional<RunPart> selectionOrStatement(TabView.Input input) {
    if (input.selectionStart() < input.selectionEnd()) {
      var selected = part(input.text(), input.selectionStart(), input.selectionEnd());
      if (selected.isPresent()) {
        return selected;
      }
    }
    return Script.of(input.text())
        .itemAt(input.caret())
        .flatMap(item -> part(input.text(), item.start(), end(item)));
  }

  private static int end(ScriptItem item) {
    return switch (item) {
      case Statement statement -> statement.fullEnd();
      case PsqlLine line -> line.end();
    };
  }

  private static Optional<RunPart> part(String text, int start, int end) {
    var part = text.substring(start, end);
    return part.isBlank() ? Optional.empty() : Optional.of(new RunPart(part, start));
  }
}
