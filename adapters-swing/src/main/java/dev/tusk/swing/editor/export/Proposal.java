package dev.tusk.swing.editor.export;

import dev.tusk.core.export.TargetTable;
import dev.tusk.swing.editor.export.ExportChoice.Scope;
import java.util.List;

/// What the export dialog offers.
///
/// @param scopes what can be exported, the likeliest first
/// @param table the table that SQL would name
public record Proposal(List<Offer> scopes, TargetTable table) {

  /// Copies the list.
  public Proposal {
    scopes = List.copyOf(scopes);
  }

  /// Some rows, in words.
  public record Offer(Scope scope, String words) {
    @Override
    public String toString() {
      return words;
    }
  }
}
