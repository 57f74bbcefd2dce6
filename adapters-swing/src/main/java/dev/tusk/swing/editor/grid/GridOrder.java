package dev.tusk.swing.editor.grid;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowFilter;
import dev.tusk.core.result.SortKey;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.UiExecutor;
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
  private final List<Condition> conditions = new ArrayList<>();
  private String filter = "";
  private Wish shown = Wish.PLAIN;
  private Runnable changed = () -> {};
  private Cancellation arranging = Cancellation.create();
  private long arranged = -1;
  private boolean busy;

  /// Whether something sorts or filters in the background, be it cancelled.
  private boolean working;

  /// A condition on a column.
  ///
  /// @param words as a person reads it, the column's name included
  /// @param text as it was typed, so that it can be changed; empty when it was chosen
  public record Condition(RowFilter filter, int column, String words, String text) {}

  /// What rows and which order are wanted.
  private record Wish(List<SortKey> keys, List<Condition> conditions, String filter) {
    static final Wish PLAIN = new Wish(List.of(), List.of(), "");

    boolean isPlain() {
      return keys.isEmpty() && conditions.isEmpty() && filter.isEmpty();
    }
  }

  /// @param show takes the rows to show and closes them in the end; null for all as they came
  /// @param told hears how far it is; empty when there is nothing to say
  GridOrder(
      UiExecutor ui, TabResult result, Consumer<@Nullable ResultView> show, Consumer<String> told) {
    this.ui = ui;
    this.result = result;
    this.show = show;
    this.told = told;
  }

  /// Calls `newChanged` when the conditions are others, and when it begins or ends to work.
  void onChange(Runnable newChanged) {
    changed = newChanged;
  }

  /// The columns that the rows are sorted by, the first before the others.
  List<SortKey> keys() {
    return List.copyOf(keys);
  }

  /// The text that each row shown holds; empty when all are shown.
  public String filter() {
    return filter;
  }

  /// The conditions that each row shown meets.
  List<Condition> conditions() {
    return List.copyOf(conditions);
  }

  /// Whether rows are being sorted or filtered.
  public boolean busy() {
    return busy;
  }

  /// Shows only rows that meet one more condition, in place of another if there is one.
  void add(Condition condition, @Nullable Condition instead) {
    var at = instead == null ? -1 : conditions.indexOf(instead);
    if (at >= 0) {
      conditions.set(at, condition);
    } else if (!conditions.contains(condition)) {
      conditions.add(condition);
    }
    arrange();
  }

  /// Shows also rows that do not meet a condition.
  void remove(Condition condition) {
    if (conditions.remove(condition)) {
      arrange();
    }
  }

  /// Whether rows may be left out.
  public boolean filters() {
    return !conditions.isEmpty() || !filter.isEmpty();
  }

  /// Drops all conditions on columns, and the text that rows must hold.
  void removeFilters() {
    if (filters()) {
      conditions.clear();
      filter = "";
      arrange();
    }
  }

  /// Ends sorting or filtering that goes on; what showed before stays.
  public void cancel() {
    if (busy) {
      arranging.cancel();
      back();
      told.accept("");
    }
  }

  private void back() {
    busy = false;
    keys.clear();
    keys.addAll(shown.keys());
    conditions.clear();
    conditions.addAll(shown.conditions());
    filter = shown.filter();
    if (shown.isPlain()) {
      arranged = -1;
    }
    changed.run();
  }

  /// Sorts by a column: ascending, the next time descending, then as the rows came.
  ///
  /// @param further whether the columns before stay, and this one decides where they are equal
  void sort(int column, boolean further) {
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
    arranging = Cancellation.create();
    var wish = new Wish(keys(), conditions(), filter);
    if (wish.isPlain()) {
      busy = false;
      arranged = -1;
      shown = wish;
      told.accept("");
      show.accept(null);
      changed.run();
      return;
    }
    busy = true;
    told.accept(work(wish).strip());
    changed.run();
    // What is cancelled holds its memory until it has ended.
    if (!working) {
      start(wish);
    }
  }

  private void start(Wish wish) {
    working = true;
    var mine = arranging;
    var filters = filters(wish);
    var store = result.store();
    arranged = store.rowCount();
    var work = work(wish);
    var progress =
        ui.<Long>newest(
            rows -> {
              if (!mine.isCancelled() && busy) {
                told.accept(work + Figures.rows(rows));
              }
            });
    var _ =
        ui.run(
            () -> store.arrange(filters, wish.keys(), mine, progress::accept),
            view -> {
              working = false;
              if (mine.isCancelled()) {
                view.close();
                goOn();
                return;
              }
              busy = false;
              shown = wish;
              show.accept(view);
              told.accept(filters.isEmpty() ? "" : found(view));
              changed.run();
            },
            failure -> {
              working = false;
              if (mine.isCancelled()) {
                goOn();
                return;
              }
              if (tooBig(failure) && !shown.isPlain()) {
                // Ten million places fit into 256 MB once, but not beside those that show.
                shown = Wish.PLAIN;
                show.accept(null);
                arrange();
              } else {
                back();
                told.accept(
                    failure instanceof TuskException
                        ? "Not sorted: " + TuskException.errorOf(failure).message()
                        : "Not sorted");
              }
            });
  }

  /// Begins what was asked for while something cancelled still ran.
  private void goOn() {
    if (busy) {
      start(new Wish(keys(), conditions(), filter));
    }
  }

  private static String work(Wish wish) {
    return wish.keys().isEmpty() ? "Filtering… " : "Sorting… ";
  }

  private static boolean tooBig(Exception failure) {
    return failure instanceof TuskException
        && TuskException.errorOf(failure) instanceof TuskError.ResultTooBig;
  }

  private static List<RowFilter> filters(Wish wish) {
    var filters = new ArrayList<>(wish.conditions().stream().map(Condition::filter).toList());
    if (!wish.filter().isEmpty()) {
      filters.add(new RowFilter.Contains(wish.filter(), RowFilter.Contains.ANY));
    }
    return List.copyOf(filters);
  }

  private static String found(ResultView view) {
    return "%s of %s".formatted(Figures.count(view.rowCount()), Figures.rows(view.rowsSeen()));
  }
}
