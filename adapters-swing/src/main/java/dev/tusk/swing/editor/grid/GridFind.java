package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowSearch;
import dev.tusk.core.result.TextSearch;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds a text in the cells of a grid, in the background: the first hit shows as soon as it is
/// known, the count when all rows are looked at. Event thread only.
final class GridFind {
  private final UiExecutor ui;
  private final TabResult result;
  private final Cells cells;
  private final Consumer<State> told;
  private @Nullable TextSearch what;
  private @Nullable RowSearch search;
  private @Nullable Basis basis;
  private Cancellation running = Cancellation.create();
  private @Nullable Want want;
  private boolean asking;

  /// The grid that is searched. Places are those of the view.
  interface Cells {
    /// The focused cell: position and column; null when there is none.
    int @Nullable [] focus();

    /// The place in the store of the row at a position.
    long row(int position);

    /// The columns that show, by their places in the result, in their order.
    List<Integer> columns();

    /// The rows that show; null for all as they came.
    @Nullable ResultView view();

    /// Brings a cell into view and gives it the focus of the grid.
    void show(int position, int column);

    /// Marks what is looked for in all cells; nothing when it is null.
    void mark(@Nullable TextSearch what);
  }

  /// What to say of a search.
  ///
  /// @param words "12 rows", "Not found"; empty when nothing is looked for
  /// @param busy whether rows are still looked at
  /// @param missing whether there is no hit at all
  public record State(String words, boolean busy, boolean missing) {}

  /// What a search was made for; a new one is needed when it has changed.
  private record Basis(
      TextSearch what, List<Integer> columns, @Nullable ResultView view, long rows) {}

  /// Where to go on from.
  private record Want(int position, int column, boolean forward) {}

  GridFind(UiExecutor ui, TabResult result, Cells cells, Consumer<State> told) {
    this.ui = ui;
    this.result = result;
    this.cells = cells;
    this.told = told;
  }

  /// Whether there is something to look for.
  public boolean any() {
    return what != null;
  }

  /// Looks for a text while it is typed: goes to the first hit from the focused cell on, that cell
  /// included. An empty text ends the search.
  public void look(TextSearch newWhat) {
    if (newWhat.text().isEmpty()) {
      end();
      return;
    }
    what = newWhat;
    cells.mark(newWhat);
    var focus = cells.focus();
    go(focus == null ? new Want(0, -1, true) : new Want(focus[0], focus[1] - 1, true));
  }

  /// Goes to the next hit behind the focused cell, or to the one before it, round the end.
  public void next(boolean forward) {
    if (what == null) {
      return;
    }
    var focus = cells.focus();
    go(
        focus == null
            ? new Want(0, forward ? -1 : cells.columns().size(), forward)
            : new Want(focus[0], focus[1], forward));
  }

  /// Other rows show, or in another order: what is still looked for is looked for among those.
  void rearranged() {
    var before = search;
    var unfinished = before != null && !before.isComplete() && !running.isCancelled();
    var still = want != null || unfinished ? what : null;
    running.cancel();
    // It holds the order that was shown before.
    search = null;
    basis = null;
    want = null;
    if (still != null) {
      look(still);
    }
  }

  /// Ends looking at rows; what was found can still be walked.
  public void stop() {
    running.cancel();
    want = null;
    say("Stopped");
  }

  /// Forgets what was looked for.
  public void end() {
    running.cancel();
    what = null;
    search = null;
    basis = null;
    want = null;
    cells.mark(null);
    told.accept(new State("", false, false));
  }

  private void go(Want newWant) {
    var wanted = what;
    var store = result.store();
    if (wanted == null || store.isClosed()) {
      return;
    }
    want = newWant;
    var now = new Basis(wanted, cells.columns(), cells.view(), store.rowCount());
    var known = search;
    if (known == null || !now.equals(basis) || (!known.isComplete() && running.isCancelled())) {
      running.cancel();
      var rows = cells.focus() == null ? 0 : cells.row(newWant.position());
      var begun = store.search(wanted, now.columns(), now.view(), rows);
      search = begun;
      basis = now;
      start(begun);
    } else {
      ask();
    }
  }

  private void start(RowSearch begun) {
    var mine = Cancellation.create();
    running = mine;
    told.accept(new State("Looking…", true, false));
    var progress =
        ui.<Long>newest(
            rows -> {
              if (!mine.isCancelled() && !begun.isComplete()) {
                say(Figures.rows(rows) + " looked at");
                ask();
              }
            });
    var _ =
        ui.run(
            () -> {
              begun.run(mine, progress::accept);
              return begun;
            },
            all -> {
              if (all.equals(search)) {
                say("");
                ask();
              }
            },
            failure -> {
              if (begun.equals(search) && !(failure instanceof CancellationException)) {
                told.accept(new State("This result is closed", false, false));
              }
            });
  }

  /// Asks for the hit that is wanted; one question at a time, since each may read rows.
  private void ask() {
    var now = search;
    var from = want;
    if (now == null || from == null || asking) {
      return;
    }
    if (now.rowsFound() == 0) {
      if (now.isComplete()) {
        want = null;
      }
      return;
    }
    asking = true;
    var all = now.isComplete();
    var _ =
        ui.run(
            () -> now.next(from.position(), from.column(), from.forward()),
            hit -> answered(now, from, all, hit),
            failure -> {
              asking = false;
              if (!now.equals(search)) {
                ask();
              }
            });
  }

  /// @param all whether all rows had been looked at when it was asked
  private void answered(RowSearch of, Want from, boolean all, Optional<RowSearch.Hit> hit) {
    asking = false;
    if (!of.equals(search) || !from.equals(want)) {
      ask();
      return;
    }
    if (hit.isPresent()) {
      want = null;
      cells.show(hit.get().position(), hit.get().column());
      say(
          hit.get().wrapped()
              ? from.forward() ? "went on from the first row" : "went on from the last row"
              : "");
    } else if (all) {
      want = null;
    } else if (of.isComplete()) {
      // The last rows came while it was looked for among the others.
      ask();
    }
  }

  private void say(String more) {
    var now = search;
    if (now == null) {
      return;
    }
    var busy = !now.isComplete() && !running.isCancelled();
    var none = now.rowsFound() == 0;
    var found = none ? now.isComplete() ? "Not found" : "" : Figures.rows(now.rowsFound());
    if (!none && !now.isComplete()) {
      found += " so far";
    }
    var words = found.isEmpty() || more.isEmpty() ? found + more : found + " · " + more;
    told.accept(new State(words, busy, none && now.isComplete()));
  }
}
