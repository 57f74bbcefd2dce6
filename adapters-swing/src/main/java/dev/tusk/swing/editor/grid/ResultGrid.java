package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.TextSearch;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.Clipboards;
import dev.tusk.swing.kit.ColorRole;
import dev.tusk.swing.kit.Colors;
import dev.tusk.swing.kit.Fonts;
import dev.tusk.swing.kit.Theme;
import dev.tusk.swing.kit.UiExecutor;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.DefaultListSelectionModel;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;
import org.jspecify.annotations.Nullable;

/// The grid of one result. Event thread only.
public final class ResultGrid extends JPanel {
  /// Cells that are added up or copied at once; more goes to the background.
  private static final int AT_ONCE = 2_000;

  /// Bytes that are added up or copied at once.
  private static final long BYTES_AT_ONCE = 200_000;

  private static final int ROWS_MEASURED = 200;

  /// Cells that are measured to find the widths, whatever the number of columns.
  private static final int CELLS_MEASURED = 4_000;
  private static final int WIDEST = 360;
  private static final int NARROWEST = 56;

  private final UiExecutor tasks;
  private final TabResult result;
  private final GridModel model;
  private final CellPainter painter;
  private final HeaderPainter headers;
  private final GridOrder order;
  private final GridFindBar findBar;
  private final JTable table;
  private final RowGutter gutter;
  private Consumer<GridStatus> listener = status -> {};
  private Cancellation adding = Cancellation.create();
  private GridStatus status = GridStatus.NONE;
  private boolean measured;
  private boolean measuredAtEnd;
  private int[] fitted = {};

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
    super(new BorderLayout());
    this.tasks = ui;
    this.result = result;
    this.model = new GridModel(ui, result.store());
    this.painter = new CellPainter(model);
    this.order = new GridOrder(ui, result, this::arranged, this::ordering);
    this.headers = new HeaderPainter(model, order::keys);
    this.table = new Grid();
    this.gutter = new RowGutter(table);
    var scroll = new JScrollPane(table);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.setRowHeaderView(gutter);
    scroll.setCorner(JScrollPane.UPPER_LEFT_CORNER, corner());
    scroll.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_AS_NEEDED);
    scroll.getViewport().setOpaque(true);
    for (var each : List.of(table, scroll.getViewport(), scroll, this)) {
      each.setInheritsPopupMenu(true);
    }
    Colors.background(this, ColorRole.CONTENT);
    var bar = new GridFindBar[1];
    var find = new GridFind(ui, result, new FoundCells(), state -> bar[0].show(state));
    findBar = new GridFindBar(ui, find, table);
    bar[0] = findBar;
    add(findBar, BorderLayout.NORTH);
    add(scroll);
    model.onArrival(this::inView, table::repaint);
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

  /// Which rows are shown, in which order.
  public GridOrder order() {
    return order;
  }

  /// The strip that finds in the cells.
  public GridFindBar find() {
    return findBar;
  }

  /// Sorts by the column of the focused cell, as a click on its header does.
  public void sort(boolean further) {
    var cell = focusedCell();
    if (cell != null) {
      order.sort(cell[1], further);
    }
  }

  private void arranged(@Nullable ResultView view) {
    model.show(view);
    startAtFirstCell();
    gutter.revalidate();
    gutter.repaint();
    table.getTableHeader().repaint();
  }

  private void ordering(String words) {
    figures(words);
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
      fitColumns();
      startAtFirstCell();
    } else if (!measured && !result.open()) {
      measured = true;
      fitColumns();
    }
    if (!measuredAtEnd && !result.open()) {
      measuredAtEnd = true;
      widenColumns();
    }
    if (more) {
      gutter.revalidate();
      gutter.repaint();
    }
  }

  /// Copies the selected cells.
  ///
  /// @param told hears what was done, or why it was not
  public void copy(boolean withHeaders, Consumer<String> told) {
    var block = selection();
    if (block == null) {
      return;
    }
    var store = result.store();
    var cells = block.cellCount();
    if (small(block)) {
      clip(CopyText.of(store, block, withHeaders, Cancellation.create(), rows -> {}));
      told.accept(copied(cells));
      return;
    }
    var progress = tasks.<Long>newest(rows -> told.accept("Copying… " + Figures.rows(rows)));
    told.accept("Copying…");
    var _ =
        tasks.run(
            () -> CopyText.of(store, block, withHeaders, Cancellation.create(), progress::accept),
            text -> {
              clip(text);
              told.accept(copied(cells));
            },
            e -> told.accept("Nothing was copied: " + e.getMessage()));
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
    var columns = table.getSelectedColumns();
    var rows = table.getSelectionModel();
    if (columns.length == 0 || rows.isSelectionEmpty()) {
      return null;
    }
    return new CellBlock(
        ranges(rows, table.getRowCount()),
        Arrays.stream(columns).mapToObj(table::convertColumnIndexToModel).toList(),
        model.order());
  }

  /// All cells that are shown.
  public CellBlock everything() {
    var last = model.getRowCount() - 1;
    return new CellBlock(
        last < 0 ? List.of() : List.of(new CellBlock.Rows(0, last)),
        IntStream.range(0, table.getColumnCount())
            .mapToObj(table::convertColumnIndexToModel)
            .toList(),
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
    var block = selection();
    if (block == null || block.cellCount() < 2) {
      return;
    }
    var mine = adding;
    if (small(block)) {
      figures(Aggregate.of(result.store(), block, mine).text());
      return;
    }
    figures(Figures.count(block.cellCount()) + " cells · adding…");
    var store = result.store();
    var _ =
        tasks.run(
            () -> Aggregate.of(store, block, mine),
            sums -> {
              if (!mine.isCancelled()) {
                figures(sums.text());
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
    var columns = table.getColumnModel().getSelectionModel();
    if (table.getColumnCount() > 0 && focusedCell() == null) {
      ((RowSelection) table.getSelectionModel()).moveLeadSelectionIndex(0);
      ((DefaultListSelectionModel) columns).moveLeadSelectionIndex(0);
      table.getSelectionModel().setAnchorSelectionIndex(0);
      columns.setAnchorSelectionIndex(0);
    }
  }

  private void fitColumns() {
    for (var i = 0; i < table.getColumnCount(); i++) {
      var width = wanted(i, 0, Math.min(measuredRows(), model.getRowCount()));
      table.getColumnModel().getColumn(i).setPreferredWidth(width);
    }
    fitted = widths();
  }

  /// The last rows may hold longer numbers than the first. A column that the user has sized stays.
  private void widenColumns() {
    var rows = model.getRowCount();
    if (rows <= measuredRows() || !Arrays.equals(fitted, widths())) {
      return;
    }
    for (var i = 0; i < table.getColumnCount(); i++) {
      var column = table.getColumnModel().getColumn(i);
      column.setPreferredWidth(
          Math.max(column.getPreferredWidth(), wanted(i, rows - measuredRows(), rows)));
    }
  }

  private int measuredRows() {
    return Math.clamp(CELLS_MEASURED / Math.max(1, table.getColumnCount()), 2, ROWS_MEASURED);
  }

  private int wanted(int viewColumn, int from, int to) {
    var metrics = getFontMetrics(Fonts.MONO_SMALL.get());
    var index = table.convertColumnIndexToModel(viewColumn);
    var column = model.column(index);
    var width = headers.width(column);
    var widest = Math.max(Theme.px(WIDEST), width);
    for (var row = from; row < to && width < widest; row++) {
      var known = model.peek(row, index);
      if (known != null) {
        width = Math.max(width, painter.width(metrics, column.kind(), known.text()));
      }
    }
    return Math.clamp(width, Theme.px(NARROWEST), widest);
  }

  private int[] widths() {
    var columns = table.getColumnModel();
    return IntStream.range(0, columns.getColumnCount())
        .map(i -> columns.getColumn(i).getPreferredWidth())
        .toArray();
  }

  private static String copied(long cells) {
    return cells == 1 ? "Copied" : "Copied " + Figures.count(cells) + " cells";
  }

  private static void clip(String text) {
    Clipboards.copy(text);
  }

  private static Component corner() {
    var corner = new JPanel();
    Colors.background(corner, ColorRole.INSET);
    corner.setBorder(new CornerLines());
    return corner;
  }

  /// The table with its painters; columns are selected by a click on their header.
  private final class Grid extends JTable {
    Grid() {
      super(model);
      setSelectionModel(new RowSelection());
      setAutoResizeMode(AUTO_RESIZE_OFF);
      setRowSelectionAllowed(true);
      setColumnSelectionAllowed(true);
      setDefaultRenderer(Object.class, painter);
      setDefaultEditor(Object.class, null);
      setTransferHandler(null);
      setFillsViewportHeight(true);
      setRowHeight(Theme.px(24));
      getAccessibleContext().setAccessibleName("Result " + result.number());
      putClientProperty("html.disable", true);
      putClientProperty("terminateEditOnFocusLost", true);
      var header = getTableHeader();
      header.setDefaultRenderer(headers);
      header.setReorderingAllowed(true);
      header.addMouseListener(new ColumnClicks(this, header, order));
      for (var key : List.of("copy", "cut", "paste", "startEditing")) {
        getActionMap().put(key, none());
      }
      ends();
    }

    /// Home and End walk along the row, with Ctrl along the column, as in a spreadsheet; FlatLaf
    /// has it the other way round.
    private void ends() {
      var keys = getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
      for (var end : List.of("First", "Last")) {
        var key = end.equals("First") ? "HOME" : "END";
        keys.put(KeyStroke.getKeyStroke(key), "select" + end + "Column");
        keys.put(KeyStroke.getKeyStroke("shift " + key), "select" + end + "ColumnExtendSelection");
        keys.put(KeyStroke.getKeyStroke("ctrl " + key), "select" + end + "Row");
        keys.put(
            KeyStroke.getKeyStroke("ctrl shift " + key), "select" + end + "RowExtendSelection");
      }
    }

    /// A table leaves the selection out of what it prints; pictures of the window are printed.
    @Override
    public Component prepareRenderer(TableCellRenderer renderer, int row, int column) {
      var focused =
          row == getSelectionModel().getLeadSelectionIndex()
              && column == getColumnModel().getSelectionModel().getLeadSelectionIndex();
      return renderer.getTableCellRendererComponent(
          this, getValueAt(row, column), isCellSelected(row, column), focused, row, column);
    }

    private AbstractAction none() {
      return new AbstractAction() {
        @Override
        public void actionPerformed(ActionEvent e) {
          // the keymap binds what these keys do
        }
      };
    }
  }

  /// A click sorts, with Shift by a further column; with Ctrl it selects the column, with both
  /// further ones.
  private static final class ColumnClicks extends MouseAdapter {
    private final JTable table;
    private final JTableHeader header;
    private final GridOrder order;

    ColumnClicks(JTable table, JTableHeader header, GridOrder order) {
      this.table = table;
      this.header = header;
      this.order = order;
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      var column = header.columnAtPoint(e.getPoint());
      if (column < 0
          || header.getResizingColumn() != null
          || !SwingUtilities.isLeftMouseButton(e)) {
        return;
      }
      if (!e.isControlDown()) {
        order.sort(table.convertColumnIndexToModel(column), e.isShiftDown());
        return;
      }
      if (table.getRowCount() == 0) {
        return;
      }
      table.setRowSelectionInterval(0, table.getRowCount() - 1);
      if (e.isShiftDown()) {
        table.getColumnModel().getSelectionModel().setLeadSelectionIndex(column);
      } else {
        table.setColumnSelectionInterval(column, column);
      }
      table.requestFocusInWindow();
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
      return IntStream.range(0, table.getColumnCount())
          .mapToObj(table::convertColumnIndexToModel)
          .toList();
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

  private static final class CornerLines extends javax.swing.border.AbstractBorder {
    @Override
    public void paintBorder(Component c, java.awt.Graphics g, int x, int y, int w, int h) {
      g.setColor(Colors.of(ColorRole.LINE));
      g.fillRect(x, y + h - 1, w, 1);
      g.setColor(Colors.of(ColorRole.GRIDLINE));
      g.fillRect(x + w - 1, y, 1, h);
    }
  }

  /// The component that the focus goes to.
  public JComponent focusTarget() {
    return table;
  }
}
