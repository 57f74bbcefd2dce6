package dev.tusk.swing.editor.cell;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a value is shown.
enum ViewMode {
  JSON("JSON"),
  TREE("Tree"),
  XML("XML"),
  IMAGE("Image"),
  TEXT("Text"),
  HEX("Hex");

  private final String label;

  ViewMode(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// The ways that make sense for a value, the best one first.
  ///
  /// @param start of its text
  /// @param bytes the start of what it stands for, where it is a `bytea`
  static List<ViewMode> of(ResultColumn column, byte[] start, byte[] bytes) {
    if (column.kind() == Kind.BYTES) {
      return Picture.begins(bytes) ? List.of(IMAGE, HEX, TEXT) : List.of(HEX, TEXT);
    }
    var first = new String(start, StandardCharsets.UTF_8).stripLeading();
    if (column.kind() == Kind.JSON) {
      return first.startsWith("{") || first.startsWith("[")
          ? List.of(JSON, TREE, TEXT, HEX)
          : List.of(TEXT, HEX);
    }
    if (column.typeName().equals("xml")) {
      return List.of(XML, TEXT, HEX);
    }
    if (column.kind() == Kind.TEXT && (first.startsWith("{") || first.startsWith("["))) {
      return List.of(TEXT, JSON, TREE, HEX);
    }
    return column.kind() == Kind.TEXT && first.startsWith("<")
        ? List.of(TEXT, XML, HEX)
        : List.of(TEXT, HEX);
  }
}
