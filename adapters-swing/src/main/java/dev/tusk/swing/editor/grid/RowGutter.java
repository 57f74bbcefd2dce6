package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JComponent;
import javax.swing.JTable;

/// The numbers of the rows, to the left of them; a click selects the row, a drag several.
final class RowGutter extends JComponent {
  private final JTable table;

  RowGutter(JTable table) {
    this.table = table;
    setOpaque(true);
    table.getSelectionModel().addListSelectionListener(e -> repaint());
    var mouse =
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            select(e, e.isShiftDown());
          }

          @Override
          public void mouseDragged(MouseEvent e) {
            select(e, true);
          }
        };
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  private void select(MouseEvent e, boolean extend) {
    var row = table.rowAtPoint(new java.awt.Point(0, Math.max(0, e.getY())));
    if (row < 0 || table.getColumnCount() == 0) {
      return;
    }
    table.setColumnSelectionInterval(0, table.getColumnCount() - 1);
    var rows = table.getSelectionModel();
    if (extend && rows.getAnchorSelectionIndex() >= 0) {
      rows.setLeadSelectionIndex(row);
    } else if (e.isControlDown()) {
      rows.addSelectionInterval(row, row);
    } else {
      rows.setSelectionInterval(row, row);
    }
    table.requestFocusInWindow();
  }

  @Override
  public Dimension getPreferredSize() {
    var digits = Math.max(3, String.valueOf(table.getRowCount()).length());
    var figure = getFontMetrics(Fonts.MONO_SMALL.get()).charWidth('0');
    return new Dimension(
        figure * digits + Theme.px(22), table.getRowCount() * table.getRowHeight());
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    var clip = g2.getClipBounds();
    g2.setColor(Colors.of(ColorRole.INSET));
    g2.fillRect(clip.x, clip.y, clip.width, clip.height);
    g2.setFont(Fonts.MONO_SMALL.get());
    var metrics = g2.getFontMetrics();
    var height = table.getRowHeight();
    var baseline = (height - 1 - metrics.getHeight()) / 2 + metrics.getAscent();
    var right = getWidth() - Theme.px(10);
    var last = Math.min(table.getRowCount() - 1, (clip.y + clip.height) / height);
    for (var row = clip.y / height; row <= last; row++) {
      var y = row * height;
      var selected = table.isRowSelected(row);
      if (selected) {
        g2.setColor(Colors.of(ColorRole.ACCENT_SOFT));
        g2.fillRect(0, y, getWidth(), height);
      }
      g2.setColor(Colors.of(selected ? ColorRole.ACCENT_TEXT : ColorRole.TEXT3));
      var number = String.valueOf(row + 1);
      g2.drawString(number, right - metrics.stringWidth(number), y + baseline);
      g2.setColor(Colors.of(ColorRole.GRIDLINE));
      g2.fillRect(0, y + height - 1, getWidth(), 1);
    }
    g2.setColor(Colors.of(ColorRole.GRIDLINE));
    g2.fillRect(getWidth() - 1, clip.y, 1, clip.height);
    g2.dispose();
  }
}
