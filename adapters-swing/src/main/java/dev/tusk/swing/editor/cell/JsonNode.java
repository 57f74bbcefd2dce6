package dev.tusk.swing.editor.cell;

import org.jspecify.annotations.Nullable;

/// A value inside a JSON text, or some of the many members of one. Immutable.
///
/// @param label its key with the quotes that it has, its number, or the numbers of a group
/// @param text the value's own text as the server sent it, or the start of it
/// @param kind what it is
/// @param from where its text begins; of a group, where its first member begins
/// @param to where its text ends
/// @param group the members of a group; null for a value
record JsonNode(String label, String text, Kind kind, long from, long to, @Nullable Group group) {

  /// What is behind a node.
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    /// A number, true, false or null.
    WORD,
    GROUP
  }

  /// Members of an object or array that are too many to be shown side by side.
  ///
  /// @param of the object or array
  /// @param first the number of the first member
  /// @param count how many
  /// @param starts where every thousandth member of the whole begins
  @SuppressWarnings("ArrayRecordComponent") // shared by all groups of a value, never changed
  record Group(Kind of, long first, long count, long[] starts) {}

  /// Whether there may be nodes below.
  boolean opens() {
    return switch (kind) {
      case OBJECT, ARRAY, GROUP -> true;
      case STRING, WORD -> false;
    };
  }

  @Override
  public String toString() {
    return label.isEmpty() ? text : label + ": " + text;
  }
}
