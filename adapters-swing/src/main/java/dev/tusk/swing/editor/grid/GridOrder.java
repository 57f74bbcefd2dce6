package dev.tusk.swing.editor.grid;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowFilter;
import dev.tusk.core.result.SortKey;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.UiExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which rows a grid shows and in which order: sorts and filters in the background, without asking
/// the server. Event thread only.
public final class GridOrder {
  private final UiExecutor ui;
  private final TabResult result;
  private final Consumer<@Nullable ResultView> show;
  private final Consumer<String> told;
  private final List<SortKey> keys = new ArrayList<>();
  private String filter = "";
  private Cancellation arranging = Cancellation.create();
  private long arranged = -1;
  private boolean busy;

  /// @param show takes the rows to show and closes them in the end; null for all as they came
  /// @param told hears how far it is; empty when there is nothing to say
  GridOrder(
      UiExecutor ui, TabResult result, Consumer<@Nullable ResultView> show, Consumer<String> told) {
    this.ui = ui;
    this.result = result;
    this.show = show;
    this.told = told;
  }

  /// The columns that the rows are sorted by, the first before the others.
  public List<SortKey> keys() {
    return List.copyOf(keys);
  }

  /// The text that each row shown holds; empty when all are shown.
  public String filter() {
    return filter;
  }

  /// Sorts by a column: ascending, the next time descending, then as the rows came.
  ///
  /// @param further whether the columns before stay, and this one decides where they are equal
  public void sort(int column, boolean further) {
    var at = place(column);
    if (!further) {
      var key = at.isPresent() ? keys.get(at.getAsInt()) : null;
      keys.clear();
      if (key == null || !key.descending()) {
        keys.add(new SortKey(column, key != null));
      }
    } else if (at.isEmpty()) {
      keys.add(new SortKey(column, false));
    } else if (keys.get(at.getAsInt()).descending()) {
      keys.remove(at.getAsInt());
    } else {
      keys.set(at.getAsInt(), new SortKey(column, true));
    }
    arrange();
  }

  /// Shows only rows that hold a text in any column; all when it is empty.
  public void filter(String text) {
    if (!text.equals(filter)) {
      filter = text;
      arrange();
    }
  }

  /// Takes in the rows that have come since, once all have.
  void refresh() {
    if (arranged >= 0 && !busy && !result.open() && arranged < result.store().rowCount()) {
      arrange();
    }
  }

  private OptionalInt place(int column) {
    for (var i = 0; i < keys.size(); i++) {
      if (keys.get(i).column() == column) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private void arrange() {
    arranging.cancel();
    var mine = Cancellation.create();
    arranging = mine;
    if (keys.isEmpty() && filter.isEmpty()) {
      busy = false;
      arranged = -1;
      told.accept("");
      show.accept(null);
      return;
    }
    busy = true;
    var by = keys();
    List<RowFilter> filters =
        filter.isEmpty()
            ? List.of()
            : List.of(new RowFilter.Contains(filter, RowFilter.Contains.ANY));
    var store = result.store();
    arranged = store.rowCount();
    var work = by.isEmpty() ? "Filtering… " : "Sorting… ";
    told.accept(work.strip());
    var progress =
        ui.<Long>newest(
            rows -> {
              if (!mine.isCancelled() && busy) {
                told.accept(work + Figures.rows(rows));
              }
            });
    var _ =
        ui.run(
            () -> store.arrange(filters, by, mine, progress::accept),
            view -> {
              if (mine.isCancelled()) {
                view.close();
                return;
              }
              busy = false;
              told.accept(filters.isEmpty() ? "" : found(view));
              show.accept(view);
            },
            failure -> {
              if (!mine.isCancelled()) {
                busy = false;
                keys.clear();
                filter = "";
                arranged = -1;
                show.accept(null);
                told.accept(
                    failure instanceof TuskException
                        ? "Not sorted: " + TuskException.errorOf(failure).message()
                        : "Not sorted");
              }
            });
  }

  private static String found(ResultView view) {
    return "%s of %s".formatted(Figures.count(view.rowCount()), Figures.rows(view.rowsSeen()));
  }
}
