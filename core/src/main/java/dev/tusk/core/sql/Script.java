package dev.tusk.core.sql;

import java.util.List;
import java.util.Optional;

/// A text split into statements and psql lines, in their order. Immutable as long as `text` is.
public record Script(CharSequence text, List<ScriptItem> items) {

  /// Copies the items.
  public Script {
    items = List.copyOf(items);
  }

  /// Splits a text; linear in its length, never fails.
  public static Script of(CharSequence text) {
    return StatementSplitter.split(text);
  }

  /// The statements alone.
  public List<Statement> statements() {
    return items.stream().filter(Statement.class::isInstance).map(Statement.class::cast).toList();
  }

  /// The first psql command of the script, so that a runner can refuse before it starts.
  public Optional<PsqlLine> firstPsqlLine() {
    return items.stream().filter(PsqlLine.class::isInstance).map(PsqlLine.class::cast).findFirst();
  }

  /// The statement that a caret means; empty on a psql line and in a script without statements. See
  /// [#itemAt].
  public Optional<Statement> statementAt(int caret) {
    return itemAt(caret).filter(Statement.class::isInstance).map(Statement.class::cast);
  }

  /// The item that a caret means: the one that it stands in; else the one that it stands right
  /// behind, on the semicolon of, or behind on the same line; else, from a comment, the next one;
  /// else the nearest by lines, the earlier one of two.
  public Optional<ScriptItem> itemAt(int caret) {
    return new CaretStatement(this, caret).find();
  }
}
