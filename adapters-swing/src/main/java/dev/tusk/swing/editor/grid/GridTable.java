package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;
import org.jspecify.annotations.Nullable;

/// The table of a grid: its keys, and what it tells those who show a part of it again. Event thread
/// only.
final class GridTable extends JTable {
  private @Nullable GridColumns columns;
  private @Nullable Runnable painted;

  GridTable(GridModel model, CellPainter painter, HeaderPainter headers) {
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
    putClientProperty("html.disable", true);
    putClientProperty("terminateEditOnFocusLost", true);
    getTableHeader().setDefaultRenderer(headers);
    getTableHeader().setReorderingAllowed(true);
    for (var key : List.of("copy", "cut", "paste", "startEditing")) {
      getActionMap().put(key, none());
    }
    ends();
    var keys = getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    keys.put(KeyStroke.getKeyStroke("shift SPACE"), "selectRows");
    keys.put(KeyStroke.getKeyStroke("ctrl SPACE"), "selectColumns");
    getActionMap().put("selectRows", act(this::selectRows));
    getActionMap().put("selectColumns", act(this::selectColumns));
  }

  /// Scrolls so that cells are not covered, and tells when a part is painted anew.
  void connect(GridColumns newColumns, Runnable newPainted) {
    columns = newColumns;
    painted = newPainted;
  }

  /// Home and End walk along the row, with Ctrl along the column, as in a spreadsheet; FlatLaf has
  /// it the other way round.
  private void ends() {
    var keys = getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    for (var end : List.of("First", "Last")) {
      var key = end.equals("First") ? "HOME" : "END";
      keys.put(KeyStroke.getKeyStroke(key), "select" + end + "Column");
      keys.put(KeyStroke.getKeyStroke("shift " + key), "select" + end + "ColumnExtendSelection");
      keys.put(KeyStroke.getKeyStroke("ctrl " + key), "select" + end + "Row");
      keys.put(KeyStroke.getKeyStroke("ctrl shift " + key), "select" + end + "RowExtendSelection");
    }
  }

  /// Selects the whole rows of the selected cells.
  void selectRows() {
    if (getRowCount() > 0 && getColumnCount() > 0) {
      if (getSelectionModel().isSelectionEmpty()) {
        var lead = Math.clamp(getSelectionModel().getLeadSelectionIndex(), 0, getRowCount() - 1);
        setRowSelectionInterval(lead, lead);
      }
      var lead = getColumnModel().getSelectionModel().getLeadSelectionIndex();
      setColumnSelectionInterval(0, getColumnCount() - 1);
      focusColumn(lead);
    }
  }

  /// Selects the whole columns of the selected cells.
  void selectColumns() {
    if (getRowCount() > 0 && getColumnCount() > 0) {
      var selection = getColumnModel().getSelectionModel();
      if (selection.isSelectionEmpty()) {
        var lead = Math.clamp(selection.getLeadSelectionIndex(), 0, getColumnCount() - 1);
        setColumnSelectionInterval(lead, lead);
      }
      var lead = getSelectionModel().getLeadSelectionIndex();
      setRowSelectionInterval(0, getRowCount() - 1);
      ((RowSelection) getSelectionModel()).moveLeadSelectionIndex(Math.max(0, lead));
    }
  }

  private void focusColumn(int column) {
    if (columns != null) {
      columns.focus(Math.max(0, column));
    }
  }

  @Override
  public void scrollRectToVisible(Rectangle wanted) {
    var known = columns;
    super.scrollRectToVisible(known == null ? wanted : known.uncovered(wanted, getVisibleRect()));
  }

  @Override
  public void repaint(long within, int x, int y, int width, int height) {
    super.repaint(within, x, y, width, height);
    if (painted != null) {
      painted.run();
    }
  }

  @Override
  protected JTableHeader createDefaultTableHeader() {
    return new JTableHeader(columnModel) {
      @Override
      public void repaint(long within, int x, int y, int width, int height) {
        super.repaint(within, x, y, width, height);
        if (painted != null) {
          painted.run();
        }
      }

      @Override
      protected void paintComponent(Graphics g) {
        super.paintComponent(g);
        var end = columnModel.getTotalColumnWidth();
        g.setColor(Colors.of(ColorRole.LINE));
        g.fillRect(end, getHeight() - 1, Math.max(0, getWidth() - end), 1);
      }
    };
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

  private static Action none() {
    return act(() -> {}); // the keymap binds what these keys do
  }

  private static Action act(Runnable what) {
    return new AbstractAction() {
      @Override
      public void actionPerformed(ActionEvent e) {
        what.run();
      }
    };
  }
}
