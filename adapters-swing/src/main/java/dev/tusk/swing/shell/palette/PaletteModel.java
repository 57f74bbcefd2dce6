package dev.tusk.swing.shell.palette;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/// What the palette shows for a query: rows under headings. No Swing in here.
final class PaletteModel {
  /// The tab with everything.
  static final String ALL = "All";

  private static final int PER_SOURCE_IN_ALL = 5;
  private static final int PER_SOURCE = 200;
  private final List<PaletteSource> sources;

  PaletteModel(List<PaletteSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /// A row of the list.
  sealed interface Row {}

  /// A heading; cannot be selected.
  record Heading(String text) implements Row {}

  /// Something to choose.
  record Entry(PaletteItem item, List<Integer> matched) implements Row {}

  /// The tabs, the one with everything first.
  List<String> tabs() {
    var tabs = new LinkedHashSet<String>();
    tabs.add(ALL);
    sources.forEach(s -> tabs.add(s.tab()));
    return List.copyOf(tabs);
  }

  /// How many items there are in all.
  int size(String tab) {
    return chosen(tab).mapToInt(PaletteSource::size).sum();
  }

  /// The rows for a query, best first within each heading.
  List<Row> rows(String tab, String query) {
    var limit = tab.equals(ALL) ? PER_SOURCE_IN_ALL : PER_SOURCE;
    var groups = new LinkedHashMap<String, List<Row>>();
    chosen(tab)
        .forEach(
            source -> {
              var group = groups.computeIfAbsent(source.heading(), h -> new ArrayList<>());
              for (var item : source.find(query, limit)) {
                var match = PaletteMatch.of(query, item.title());
                group.add(new Entry(item, match.map(PaletteMatch::positions).orElse(List.of())));
              }
            });
    var rows = new ArrayList<Row>();
    groups.forEach(
        (heading, group) -> {
          if (!group.isEmpty()) {
            rows.add(new Heading(heading));
            rows.addAll(group);
          }
        });
    return rows;
  }

  private Stream<PaletteSource> chosen(String tab) {
    return sources.stream().filter(s -> tab.equals(ALL) || s.tab().equals(tab));
  }
}
