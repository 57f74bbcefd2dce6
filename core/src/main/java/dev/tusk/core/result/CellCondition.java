package dev.tusk.core.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on the values of a column, as it is written in SQL behind the column's name. A
/// comparison with NULL is neither true nor false, and a row must be true to be kept.
public sealed interface CellCondition {

  /// What a text says.
  sealed interface Reading {
    /// It is a condition.
    record Understood(CellCondition condition) implements Reading {}

    /// It is none.
    ///
    /// @param why in a sentence
    /// @param at where in the text
    record NotUnderstood(String why, int at) implements Reading {}
  }

  /// Reads `> 10`, `between 1 and 5`, `in ('a', 'b')`, `~ regex`, `like 'a%'`, `is not null`, and
  /// those joined by `and`, `or`, `not` and parentheses. A text that begins with none of these is
  /// looked for in the cells.
  ///
  /// @param column decides what a value may be and how it compares
  static Reading read(String text, ResultColumn column) {
    return new ConditionReader(text, column).read();
  }

  /// How a value stands to another.
  enum Relation {
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    GREATER_OR_EQUAL,
    GREATER,
    NOT_EQUAL
  }

  /// `> 10`.
  record Compared(Relation relation, String value) implements CellCondition {}

  /// `is null`.
  record IsNull() implements CellCondition {}

  /// `is distinct from 'x'`: as `<>`, and NULL is a value like any other.
  record Distinct(@Nullable String value) implements CellCondition {}

  /// The text is somewhere in the cell.
  record Holds(String text) implements CellCondition {}

  /// `~ regex`: the pattern of Java, which for most is that of the server.
  ///
  /// @param whole whether it must cover the cell, as that of LIKE does
  record Matches(String regex, boolean ignoreCase, boolean whole) implements CellCondition {}

  /// `not`.
  record Not(CellCondition condition) implements CellCondition {}

  /// `and`.
  record All(List<CellCondition> conditions) implements CellCondition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /// `or`.
  record Any(List<CellCondition> conditions) implements CellCondition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }
}
