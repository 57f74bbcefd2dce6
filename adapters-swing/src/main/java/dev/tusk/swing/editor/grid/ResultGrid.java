package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.TextSearch;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.ClipboardText;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import java.awt.BorderLayout;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The grid of one result. Event thread only.
public final class ResultGrid extends JPanel {
  /// What Tab does in a table.
  private static final String NEXT_CELL = "selectNextColumnCell";

  /// Cells that are added up or copied at once; more goes to the background.
  private static final int AT_ONCE = 2_000;

  /// Bytes that are added up or copied at once.
  private static final long BYTES_AT_ONCE = 200_000;

  private final UiExecutor tasks;
  private final TabResult result;
  private final GridModel model;
  private final CellPainter painter;
  private final GridOrder order;
  private final GridFilters filters;
  private final GridFind find;
  private final GridFindBar findBar;
  private final GridTable table;
  private final RowGutter gutter;
  private final GridScroll scroll;
  private final GridColumns columns;
  private final RecordView record;
  private final GridChips chips = new GridChips();
  private final NoRows none;
  private Runnable filtersRemoved = () -> {};
  private Consumer<GridStatus> listener = status -> {};
  private Cancellation adding = Cancellation.create();
  private GridStatus status = GridStatus.NONE;
  private boolean measured;
  private boolean measuredAtEnd;

  /// What the status bar says of a grid.
  ///
  /// @param position "Row 10, total"; empty when no cell has the focus
  /// @param figures the aggregate of the selection; empty for a single cell
  public record GridStatus(String position, String figures) {
    /// Nothing to say.
    public static final GridStatus NONE = new GridStatus("", "");
  }

  /// Shows a result.
  public ResultGrid(UiExecutor ui, TabResult result) {
    this(ui, result, new GridLayouts());
  }

  /// Shows a result, its columns laid out as those of results like it were.
  public ResultGrid(UiExecutor ui, TabResult result, GridLayouts layouts) {
    super(new BorderLayout());
    this.tasks = ui;
    this.result = result;
    this.model = new GridModel(ui, result.store());
    this.painter = new CellPainter(model);
    this.order = new GridOrder(ui, result, this::arranged, this::ordering);
    this.filters = new GridFilters(ui, result, order);
    this.none = new NoRows(this::clearFilters);
    chips.connect(order, this::clearFilters);
    order.onChange(this::filtered);
    var headers = new HeaderPainter(model, order::keys);
    this.table = new GridTable(model, painter, headers);
    this.columns = new GridColumns(table, model, painter, headers, layouts, this::laidOut);
    this.record = new RecordView(table, model, columns, painter);
    this.gutter = new RowGutter(table);
    this.scroll = new GridScroll(table, gutter, columns, none);
    table.getAccessibleContext().setAccessibleName("Result " + result.number());
    table.connect(columns, scroll::painted);
    table.getActionMap().put(NEXT_CELL, new NextCell(table.getActionMap().get(NEXT_CELL)));
    table.getTableHeader().addMouseListener(new HeaderClicks(table, order, columns));
    for (var each :
        List.of(
            table,
            table.getTableHeader(),
            scroll.getViewport(),
            scroll.getColumnHeader(),
            scroll,
            this)) {
      each.setInheritsPopupMenu(true);
    }
    Colors.background(this, ColorRole.CONTENT);
    var bar = new GridFindBar[1];
    find = new GridFind(ui, result, new FoundCells(), state -> bar[0].show(state));
    findBar = new GridFindBar(ui, find, table);
    bar[0] = findBar;
    var top =
        new JPanel(new MigLayout("insets 0, gap 0, fillx, wrap 1, hidemode 3", "[grow,fill]"));
    top.add(findBar);
    top.add(chips);
    add(top, BorderLayout.NORTH);
    add(scroll);
    add(record, BorderLayout.EAST);
    model.onArrival(this::inView, this::repaint);
    table.getSelectionModel().addListSelectionListener(e -> selectionChanged());
    table.getColumnModel().getSelectionModel().addListSelectionListener(e -> selectionChanged());
    refresh();
  }

  /// The result shown.
  public TabResult result() {
    return result;
  }

  /// The table itself, for focus and keys.
  public JTable table() {
    return table;
  }

  /// Which columns are shown, and how.
  public GridColumns columns() {
    return columns;
  }

  /// Makes conditions on columns.
  GridFilters filters() {
    return filters;
  }

  /// Shows only rows with the value of the focused cell, or without it.
  ///
  /// @param told hears why not
  public void filterByValue(boolean exclude, Consumer<String> told) {
    var cell = focusedCell();
    if (cell != null) {
      filters.byValue(model.row(cell[0]), cell[1], exclude, told);
    }
  }

  /// Shows only rows where the column with the focus is NULL, or is not.
  public void filterByNull(boolean not) {
    var column = focusedColumn();
    if (column >= 0) {
      filters.byNull(column, not);
    }
  }

  /// Asks for a condition on the column with the focus.
  public void filterByText() {
    var column = focusedColumn();
    if (column >= 0) {
      var lead = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
      var head = table.getCellRect(0, lead, true);
      var seen = table.getVisibleRect();
      var x = Math.clamp(head.x, seen.x, Math.max(seen.x, seen.x + seen.width - head.width));
      ConditionPopup.ask(table, x, seen.y, filters, column, null);
    }
  }

  /// The column with the focus, by its place in the result, also when no row shows; -1 for none.
  private int focusedColumn() {
    var lead = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    return lead < 0 || lead >= table.getColumnCount() ? -1 : table.convertColumnIndexToModel(lead);
  }

  /// Which rows are shown, in which order.
  public GridOrder order() {
    return order;
  }

  /// Shows all rows again; the focus stays in the grid.
  public void clearFilters() {
    order.removeFilters();
    filtersRemoved.run();
    table.requestFocusInWindow();
  }

  /// Calls `listener` when all filters were taken away at once.
  public void onFiltersRemoved(Runnable listener) {
    filtersRemoved = listener;
  }

  private void filtered() {
    chips.show(
        order,
        (over, condition) ->
            ConditionPopup.ask(over, 0, over.getHeight(), filters, condition.column(), condition));
    none.show(result, order, model.getRowCount(), model.seen());
  }

  /// Shows the row with the focus as a list of names and values, or takes the list away.
  public void toggleRecord() {
    record.toggle();
  }

  /// Goes to the next row, or the one before.
  public void step(int by) {
    record.step(by);
  }

  /// The strip that finds in the cells.
  public GridFindBar find() {
    return findBar;
  }

  /// Sorts by the column of the focused cell, as a click on its header does.
  public void sort(boolean further) {
    var column = focusedColumn();
    if (column >= 0) {
      order.sort(column, further);
    }
  }

  /// Other columns show, or others stay in view.
  private void laidOut() {
    scroll.freeze();
    chips.hidden(columns);
    record.follow();
  }

  private void arranged(@Nullable ResultView view) {
    var column = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    model.show(view);
    startAtFirstCell();
    columns.focus(column);
    find.rearranged();
    record.follow();
    gutter.revalidate();
    gutter.repaint();
    table.getTableHeader().repaint();
  }

  private void ordering(String words) {
    figures(words);
    chips.progress(words);
    table.getTableHeader().repaint();
  }

  /// Calls the listener with what the status bar should say.
  public void onStatus(Consumer<GridStatus> newListener) {
    listener = newListener;
    newListener.accept(status);
  }

  /// Shows the rows that have come since.
  public void refresh() {
    var more = model.refresh();
    order.refresh();
    painter.stale(result.stale());
    if (!measured && model.getRowCount() > 0) {
      measured = true;
      columns.begin();
      startAtFirstCell();
    } else if (!measured && !result.open()) {
      measured = true;
      columns.begin();
    }
    if (!measuredAtEnd && !result.open()) {
      measuredAtEnd = true;
      columns.end();
    }
    none.show(result, order, model.getRowCount(), model.seen());
    if (more) {
      record.follow();
      gutter.revalidate();
      gutter.repaint();
    }
  }

  /// Copies the selected cells if that takes no time.
  ///
  /// @param told hears what was done
  /// @return false, and nothing done, when they are more
  public boolean copyAtOnce(boolean withHeaders, Consumer<String> told) {
    var block = selection();
    if (block == null) {
      return true;
    }
    if (!small(block)) {
      return false;
    }
    Clipboards.copy(
        CopyText.of(
            result.store(),
            block,
            withHeaders,
            ClipboardText.MOST,
            Cancellation.create(),
            rows -> {}));
    told.accept(CopyText.copied(block.cellCount()));
    return true;
  }

  /// Goes to a row, from 1; beyond the end, to the last.
  public void goTo(int row) {
    if (model.getRowCount() == 0 || table.getColumnCount() == 0) {
      return;
    }
    var index = Math.clamp(row - 1L, 0, model.getRowCount() - 1);
    var column = Math.max(0, table.getSelectedColumn());
    table.changeSelection(index, column, false, false);
    table.requestFocusInWindow();
  }

  /// The place of the focused cell's row in the store; -1 when there is none.
  public long focusedRow() {
    var cell = focusedCell();
    return cell == null ? -1 : model.row(cell[0]);
  }

  /// The focused cell: the position of its row in the grid, and its column in the store; null when
  /// there is none.
  public int @Nullable [] focusedCell() {
    var row = table.getSelectionModel().getLeadSelectionIndex();
    var column = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    return row < 0 || row >= table.getRowCount() || column < 0 || column >= table.getColumnCount()
        ? null
        : new int[] {row, table.convertColumnIndexToModel(column)};
  }

  /// The selected cells; null when there are none.
  public @Nullable CellBlock selection() {
    var chosen = table.getSelectedColumns();
    var rows = table.getSelectionModel();
    if (chosen.length == 0 || rows.isSelectionEmpty()) {
      return null;
    }
    return new CellBlock(
        ranges(rows, table.getRowCount()),
        Arrays.stream(chosen).mapToObj(table::convertColumnIndexToModel).toList(),
        model.order());
  }

  /// All cells that are shown.
  public CellBlock everything() {
    var last = model.getRowCount() - 1;
    return new CellBlock(
        last < 0 ? List.of() : List.of(new CellBlock.Rows(0, last)),
        columns.shown(),
        model.order());
  }

  /// Whether a block can be read without anybody noticing.
  private boolean small(CellBlock block) {
    if (block.cellCount() > AT_ONCE) {
      return false;
    }
    var store = result.store();
    if (store.spilledBytes() > 0) {
      return false;
    }
    var bytes = new long[1];
    block.forEachRow(
        row -> block.columns().forEach(column -> bytes[0] += store.length(row, column)));
    return bytes[0] <= BYTES_AT_ONCE;
  }

  private boolean inView(int row) {
    var seen = table.getVisibleRect();
    var height = table.getRowHeight();
    return seen.isEmpty() || (row >= seen.y / height && row <= (seen.y + seen.height) / height);
  }

  private static List<CellBlock.Rows> ranges(ListSelectionModel rows, int count) {
    var found = new ArrayList<CellBlock.Rows>();
    var last = Math.min(rows.getMaxSelectionIndex(), count - 1);
    if (rows instanceof RowSelection selection && selection.single()) {
      return List.of(new CellBlock.Rows(rows.getMinSelectionIndex(), last));
    }
    for (var row = rows.getMinSelectionIndex(); row <= last; row++) {
      if (rows.isSelectedIndex(row)) {
        var first = row;
        while (row < last && rows.isSelectedIndex(row + 1)) {
          row++;
        }
        found.add(new CellBlock.Rows(first, row));
      }
    }
    return found;
  }

  private void selectionChanged() {
    adding.cancel();
    adding = Cancellation.create();
    position();
    record.follow();
    var block = selection();
    if (block == null || block.cellCount() < 2) {
      return;
    }
    var mine = adding;
    if (small(block)) {
      figures(Aggregate.of(result.store(), block, mine));
      return;
    }
    figures(Figures.count(block.cellCount()) + " cells · adding…");
    var store = result.store();
    var _ =
        tasks.run(
            () -> Aggregate.of(store, block, mine),
            sums -> {
              if (!mine.isCancelled()) {
                figures(sums);
              }
            },
            e -> {
              // another selection took its place, or the result was closed
            });
  }

  private void position() {
    var cell = focusedCell();
    status =
        cell == null
            ? GridStatus.NONE
            : new GridStatus(
                "Row " + Figures.count(cell[0] + 1L) + ", " + model.column(cell[1]).name(), "");
    listener.accept(status);
    table.getTableHeader().repaint();
  }

  private void figures(String text) {
    status = new GridStatus(status.position(), text);
    listener.accept(status);
  }

  /// The keys that move by cells, and the focus, need a cell to begin with; nothing is selected.
  private void startAtFirstCell() {
    if (table.getColumnCount() > 0 && focusedCell() == null) {
      ((RowSelection) table.getSelectionModel()).moveLeadSelectionIndex(0);
      table.getSelectionModel().setAnchorSelectionIndex(0);
      columns.focus(0);
    }
  }

  /// Leads from a grid without cells to the button that brings them back.
  private final class NextCell extends AbstractAction {
    private final Action next;

    NextCell(Action next) {
      this.next = next;
    }

    @Override
    public void actionPerformed(ActionEvent e) {
      if (!none.takeFocus()) {
        next.actionPerformed(e);
      }
    }
  }

  /// The cells as a search walks them.
  private final class FoundCells implements GridFind.Cells {
    @Override
    public int @Nullable [] focus() {
      var row = table.getSelectionModel().getLeadSelectionIndex();
      var column = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
      return row < 0 || row >= table.getRowCount() || column < 0 ? null : new int[] {row, column};
    }

    @Override
    public long row(int position) {
      return model.row(position);
    }

    @Override
    public List<Integer> columns() {
      return columns.shown();
    }

    @Override
    public @Nullable ResultView view() {
      return model.view();
    }

    @Override
    public void show(int position, int column) {
      if (position < table.getRowCount() && column < table.getColumnCount()) {
        table.changeSelection(position, column, false, false);
      }
    }

    @Override
    public void mark(@Nullable TextSearch what) {
      painter.mark(what);
      table.repaint();
    }
  }

  /// The component that the focus goes to.
  public JComponent focusTarget() {
    return table;
  }
}
