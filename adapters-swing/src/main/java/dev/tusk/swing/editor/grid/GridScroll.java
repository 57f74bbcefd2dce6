package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JViewport;
import javax.swing.border.AbstractBorder;

/// Scrolls a table, its header and the numbers of its rows; the frozen columns lie over the left.
/// Event thread only.
final class GridScroll extends JScrollPane {
  private final FrozenColumns body;
  private final FrozenColumns head;
  private final NoRows none;

  /// @param none lies over the place of the rows when there are none
  GridScroll(JTable table, RowGutter gutter, GridColumns columns, NoRows none) {
    super(table);
    this.none = none;
    setBorder(BorderFactory.createEmptyBorder());
    setRowHeaderView(gutter);
    setCorner(UPPER_LEFT_CORNER, corner());
    setHorizontalScrollBarPolicy(HORIZONTAL_SCROLLBAR_AS_NEEDED);
    getViewport().setOpaque(true);
    setColumnHeaderView(table.getTableHeader());
    body = new FrozenColumns(getViewport(), columns::frozenWidth);
    head = new FrozenColumns(getColumnHeader(), columns::frozenWidth);
    add(none, 0);
    add(body, 0);
    add(head, 0);
  }

  /// Shows other columns at the left, or none.
  void freeze() {
    place();
    var mode = body.isVisible() ? JViewport.SIMPLE_SCROLL_MODE : JViewport.BLIT_SCROLL_MODE;
    // what is copied while scrolling would take a part of the frozen columns along
    getViewport().setScrollMode(mode);
    getColumnHeader().setScrollMode(mode);
    repaint();
  }

  /// Paints the frozen columns anew.
  void painted() {
    if (body.isVisible()) {
      body.repaint();
      head.repaint();
    }
  }

  @Override
  public boolean isOptimizedDrawingEnabled() {
    return body == null || !(body.isVisible() || none.isVisible());
  }

  @Override
  public void doLayout() {
    super.doLayout();
    place();
  }

  private void place() {
    body.place();
    head.place();
    none.setBounds(getViewport().getBounds());
  }

  private static Component corner() {
    var corner = new JPanel();
    Colors.background(corner, ColorRole.INSET);
    corner.setBorder(new CornerLines());
    return corner;
  }

  private static final class CornerLines extends AbstractBorder {
    @Override
    public void paintBorder(Component c, Graphics g, int x, int y, int w, int h) {
      g.setColor(Colors.of(ColorRole.LINE));
      g.fillRect(x, y + h - 1, w, 1);
      g.setColor(Colors.of(ColorRole.GRIDLINE));
      g.fillRect(x + w - 1, y, 1, h);
    }
  }
}
