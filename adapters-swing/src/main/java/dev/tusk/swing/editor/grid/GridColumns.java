package dev.tusk.swing.editor.grid;

import dev.tusk.swing.editor.grid.GridLayouts.Layout;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.swing.DefaultListSelectionModel;
import javax.swing.JTable;
import javax.swing.table.TableColumn;
import org.jspecify.annotations.Nullable;

/// The columns of a grid: which show, in what order, how wide they are, and which stay in view when
/// it is scrolled. Event thread only.
public final class GridColumns {
  private static final int ROWS_MEASURED = 200;

  /// Cells that are measured to find the widths, whatever the number of columns.
  private static final int CELLS_MEASURED = 4_000;

  private static final int WIDEST = 360;
  private static final int WIDEST_ON_DEMAND = 1_000;
  private static final int NARROWEST = 56;
  private static final int STEP = 24;

  private final JTable table;
  private final GridModel model;
  private final CellPainter painter;
  private final HeaderPainter headers;
  private final GridLayouts layouts;
  private final Runnable changed;
  private final List<TableColumn> all = new ArrayList<>();

  /// The columns that do not show, and where they were.
  private final Map<TableColumn, Integer> hidden = new HashMap<>();

  /// The widths that were found by measuring, by place in the result.
  private final Map<Integer, Integer> fitted = new HashMap<>();

  private int frozen;

  /// @param changed is called when other columns show, or others stay in view
  GridColumns(
      JTable table,
      GridModel model,
      CellPainter painter,
      HeaderPainter headers,
      GridLayouts layouts,
      Runnable changed) {
    this.table = table;
    this.model = model;
    this.painter = painter;
    this.headers = headers;
    this.layouts = layouts;
    this.changed = changed;
    for (var i = 0; i < table.getColumnCount(); i++) {
      all.add(table.getColumnModel().getColumn(i));
    }
  }

  /// The columns that show, by their places in the result, in their order.
  List<Integer> shown() {
    return IntStream.range(0, table.getColumnCount())
        .mapToObj(table::convertColumnIndexToModel)
        .toList();
  }

  /// The columns that do not show, by their places in the result.
  public List<Integer> hidden() {
    return hidden.keySet().stream().map(TableColumn::getModelIndex).sorted().toList();
  }

  /// How many of the first columns stay in view.
  public int frozen() {
    return Math.min(frozen, table.getColumnCount());
  }

  /// Hides the selected columns, or the one with the focus; the last one stays.
  ///
  /// @return whether any could be hidden
  public boolean hide() {
    var selected = table.getSelectedColumns();
    var columns = table.getColumnModel();
    var chosen = new ArrayList<TableColumn>();
    if (selected.length > 0 && selected.length < columns.getColumnCount()) {
      for (var each : selected) {
        chosen.add(columns.getColumn(each));
      }
    } else if (focused() >= 0) {
      chosen.add(columns.getColumn(focused()));
    }
    var at = focused();
    for (var each : chosen) {
      hide(each);
    }
    focus(Math.min(at, columns.getColumnCount() - 1));
    done();
    return !chosen.isEmpty() && hidden.containsKey(chosen.getFirst());
  }

  private void hide(TableColumn column) {
    var columns = table.getColumnModel();
    if (columns.getColumnCount() < 2) {
      return;
    }
    var at = place(column);
    hidden.put(column, at);
    if (at < frozen) {
      frozen--;
    }
    columns.removeColumn(column);
  }

  /// Shows a hidden column where it was.
  void show(int column) {
    for (var each : List.copyOf(hidden.keySet())) {
      if (each.getModelIndex() == column) {
        show(each);
        focus(place(each));
        table.scrollRectToVisible(table.getCellRect(Math.max(0, lead()), place(each), true));
      }
    }
    done();
  }

  /// Shows all columns.
  public void showAll() {
    hidden.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::show);
    done();
  }

  private void show(TableColumn column) {
    var at = hidden.remove(column);
    var columns = table.getColumnModel();
    columns.addColumn(column);
    if (at != null) {
      var last = columns.getColumnCount() - 1;
      columns.moveColumn(last, Math.min(at, last));
      if (at < frozen) {
        frozen++;
      }
    }
  }

  /// Moves the focused column to the right, or to the left.
  public void move(int by) {
    var at = focused();
    var to = at + by;
    if (at < 0 || to < 0 || to >= table.getColumnCount()) {
      return;
    }
    table.getColumnModel().moveColumn(at, to);
    focus(to);
    table.scrollRectToVisible(table.getCellRect(Math.max(0, lead()), to, true));
    done();
  }

  /// Keeps all columns up to the focused one in view; the next time lets them go.
  public void freeze() {
    var upTo = focused() + 1;
    frozen = upTo == frozen ? 0 : upTo;
    done();
  }

  /// Lets all columns scroll.
  public void unfreeze() {
    frozen = 0;
    done();
  }

  /// Makes the focused column wider or narrower.
  public void resize(int steps) {
    var at = focused();
    if (at >= 0) {
      var column = table.getColumnModel().getColumn(at);
      var width = column.getPreferredWidth() + steps * Theme.px(STEP);
      column.setPreferredWidth(Math.max(Theme.px(NARROWEST) / 2, width));
      done();
    }
  }

  /// Makes a column as wide as what it holds: of the first rows, those in view and the last.
  public void fit(int viewColumn) {
    if (viewColumn >= 0 && viewColumn < table.getColumnCount()) {
      var most = Math.max(WIDEST, Math.min(WIDEST_ON_DEMAND, table.getVisibleRect().width * 3 / 4));
      fit(viewColumn, Theme.px(most));
      done();
    }
  }

  /// Makes the focused column as wide as what it holds.
  public void fit() {
    fit(focused());
  }

  /// Makes all columns as wide as what they hold, up to a third of the usual screen.
  public void fitAll() {
    for (var i = 0; i < table.getColumnCount(); i++) {
      fit(i, Theme.px(WIDEST));
    }
    done();
  }

  private void fit(int viewColumn, int widest) {
    var rows = model.getRowCount();
    var some = measuredRows();
    var seen = table.getVisibleRect();
    var first = Math.clamp(seen.y / table.getRowHeight(), 0, rows);
    var last = Math.clamp((seen.y + seen.height) / table.getRowHeight() + 1L, first, rows);
    var width =
        Math.max(
            wanted(viewColumn, 0, Math.min(some, rows), widest),
            Math.max(
                wanted(viewColumn, first, Math.min(last, first + some), widest),
                wanted(viewColumn, Math.max(0, rows - some), rows, widest)));
    table.getColumnModel().getColumn(viewColumn).setPreferredWidth(width);
  }

  /// Lays the columns out when the first rows are there: as results with the same columns were,
  /// else by what they hold.
  void begin() {
    var rows = Math.min(measuredRows(), model.getRowCount());
    for (var i = 0; i < table.getColumnCount(); i++) {
      var width = wanted(i, 0, rows, Theme.px(WIDEST));
      table.getColumnModel().getColumn(i).setPreferredWidth(width);
      fitted.put(table.convertColumnIndexToModel(i), width);
    }
    var known = layouts.of(model.store().columns());
    if (known != null) {
      apply(known);
    }
    changed.run();
  }

  /// The last rows may hold longer numbers than the first. A column that was sized by hand stays.
  void end() {
    var rows = model.getRowCount();
    if (rows <= measuredRows()) {
      return;
    }
    for (var i = 0; i < table.getColumnCount(); i++) {
      var column = table.getColumnModel().getColumn(i);
      if (!sized(column)) {
        var width = wanted(i, rows - measuredRows(), rows, Theme.px(WIDEST));
        column.setPreferredWidth(Math.max(column.getPreferredWidth(), width));
        fitted.put(column.getModelIndex(), column.getPreferredWidth());
      }
    }
  }

  private void apply(Layout layout) {
    for (var each : all) {
      var width = layout.widths().get(each.getModelIndex());
      if (width != null) {
        each.setPreferredWidth(width);
      }
      if (!layout.shown().contains(each.getModelIndex())) {
        hide(each);
      }
    }
    for (var to = 0; to < layout.shown().size(); to++) {
      var at = shown().indexOf(layout.shown().get(to));
      if (at >= 0 && to < table.getColumnCount()) {
        table.getColumnModel().moveColumn(at, to);
      }
    }
    frozen = layout.frozen();
  }

  /// Keeps what was changed by hand for the next result like this.
  void keep() {
    var widths = new HashMap<Integer, Integer>();
    for (var each : all) {
      if (sized(each)) {
        widths.put(each.getModelIndex(), each.getPreferredWidth());
      }
    }
    layouts.keep(model.store().columns(), new Layout(shown(), widths, frozen));
  }

  private boolean sized(TableColumn column) {
    var width = fitted.get(column.getModelIndex());
    return width != null && width != column.getPreferredWidth();
  }

  private void done() {
    keep();
    changed.run();
  }

  private int focused() {
    var at = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    return at < table.getColumnCount() ? at : -1;
  }

  private int lead() {
    return table.getSelectionModel().getLeadSelectionIndex();
  }

  /// Gives a column the focus; what is selected stays.
  void focus(int viewColumn) {
    if (viewColumn >= 0 && viewColumn < table.getColumnCount()) {
      var selection = (DefaultListSelectionModel) table.getColumnModel().getSelectionModel();
      selection.moveLeadSelectionIndex(viewColumn);
      selection.setAnchorSelectionIndex(viewColumn);
    }
  }

  private int place(TableColumn column) {
    var columns = table.getColumnModel();
    return IntStream.range(0, columns.getColumnCount())
        .filter(i -> columns.getColumn(i).equals(column))
        .findFirst()
        .orElse(-1);
  }

  private int measuredRows() {
    return Math.clamp(CELLS_MEASURED / Math.max(1, table.getColumnCount()), 2, ROWS_MEASURED);
  }

  private int wanted(int viewColumn, int from, int to, int most) {
    var metrics = table.getFontMetrics(Fonts.MONO_SMALL.get());
    var index = table.convertColumnIndexToModel(viewColumn);
    var column = model.column(index);
    var width = headers.width(column);
    var widest = Math.max(most, width);
    for (var row = from; row < to && width < widest; row++) {
      var known = model.peek(row, index);
      if (known != null) {
        width = Math.max(width, painter.width(metrics, column.kind(), model.value(index, known)));
      }
    }
    return Math.clamp(width, Theme.px(NARROWEST), widest);
  }

  /// How much of the left the frozen columns take, so that something is left to scroll.
  int frozenWidth(int room) {
    var width = 0;
    for (var i = 0; i < frozen(); i++) {
      var more = table.getColumnModel().getColumn(i).getWidth();
      if (width + more > room * 3 / 4) {
        break;
      }
      width += more;
    }
    return width;
  }

  /// The rectangle that must come into view, so that the frozen columns do not cover it.
  Rectangle uncovered(Rectangle wanted, Rectangle seen) {
    var covered = frozenWidth(seen.width);
    if (covered == 0) {
      return wanted;
    }
    if (wanted.x < covered) {
      return new Rectangle(seen.x, wanted.y, 1, wanted.height);
    }
    var width = Math.min(wanted.width, seen.width - covered);
    return new Rectangle(wanted.x - covered, wanted.y, width + covered, wanted.height);
  }

  /// The name of a column, as it is shown.
  String name(int column) {
    return model.column(column).name();
  }

  /// The column whose right edge a click in the header is at.
  @Nullable Integer edge(int x) {
    var columns = table.getColumnModel();
    var right = 0;
    for (var i = 0; i < columns.getColumnCount(); i++) {
      right += columns.getColumn(i).getWidth();
      if (Math.abs(x - right) <= 3) {
        return i;
      }
    }
    return null;
  }
}
