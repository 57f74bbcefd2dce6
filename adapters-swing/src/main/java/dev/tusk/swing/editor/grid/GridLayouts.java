package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a tab's results were laid out, to be found again by results with the same columns. Event
/// thread only.
public final class GridLayouts {
  private static final int MOST = 50;

  private final Map<List<ResultColumn>, Layout> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<ResultColumn>, Layout> eldest) {
          return size() > MOST;
        }
      };

  /// A layout of columns, which are named by their places in the result.
  ///
  /// @param shown in their order
  /// @param widths of those that were sized by hand
  /// @param frozen how many of the first stay in view
  record Layout(List<Integer> shown, Map<Integer, Integer> widths, int frozen) {
    Layout {
      shown = List.copyOf(shown);
      widths = Map.copyOf(widths);
    }
  }

  void keep(List<ResultColumn> columns, Layout layout) {
    kept.put(List.copyOf(columns), layout);
  }

  @Nullable Layout of(List<ResultColumn> columns) {
    return kept.get(columns);
  }
}
