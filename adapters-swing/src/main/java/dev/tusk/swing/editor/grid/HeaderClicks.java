package dev.tusk.swing.editor.grid;

import java.awt.Cursor;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import javax.swing.table.JTableHeader;

/// What clicks in the header do: one sorts, with Shift by a further column; with Ctrl it selects
/// the column, with both further ones. A double click on an edge fits the column to its left.
final class HeaderClicks extends MouseAdapter {
  private final JTable table;
  private final JTableHeader header;
  private final GridOrder order;
  private final GridColumns columns;

  HeaderClicks(JTable table, GridOrder order, GridColumns columns) {
    this.table = table;
    this.header = table.getTableHeader();
    this.order = order;
    this.columns = columns;
  }

  @Override
  public void mousePressed(MouseEvent e) {
    // the menu is about the column that was clicked
    if (SwingUtilities.isRightMouseButton(e) || e.isPopupTrigger()) {
      columns.focus(header.columnAtPoint(e.getPoint()));
    }
  }

  @Override
  public void mouseReleased(MouseEvent e) {
    columns.keep();
  }

  @Override
  public void mouseClicked(MouseEvent e) {
    if (!SwingUtilities.isLeftMouseButton(e)) {
      return;
    }
    if (header.getCursor().getType() == Cursor.E_RESIZE_CURSOR) {
      var edge = columns.edge(e.getX());
      if (edge != null && e.getClickCount() == 2) {
        columns.fit(edge);
      }
      return;
    }
    var column = header.columnAtPoint(e.getPoint());
    if (column < 0) {
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
