package dev.tusk.swing.shell.palette;

import java.util.List;

/// Offers items to the palette, for example tables or past queries.
public interface PaletteSource {

  /// The tab that narrows the palette to this source, one word; sources may share a tab.
  String tab();

  /// The heading above its items.
  String heading();

  /// Finds at most `limit` items, best first. Called on the event thread at each keystroke: answer
  /// from memory, within a few milliseconds.
  ///
  /// @param query what was typed, trimmed, may be empty
  List<PaletteItem> find(String query, int limit);

  /// How many items it could offer, for the count in the footer.
  int size();
}
