package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.TextSearch;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.table.TableCellRenderer;
import org.jspecify.annotations.Nullable;

/// Paints cells: one component for all of them. Event thread only.
final class CellPainter extends JComponent implements TableCellRenderer, Accessible {
  private static final String ELLIPSIS = "…";
  private static final List<CellRun> WAITING = List.of(CellRun.dim(ELLIPSIS));

  private final GridModel model;
  private List<CellRun> runs = List.of();
  private Kind kind = Kind.TEXT;
  private @Nullable String value;
  private boolean selected;
  private boolean focused;
  private boolean stale;
  private boolean waiting;
  private boolean leftAligned;
  private @Nullable TextSearch sought;

  CellPainter(GridModel model) {
    this.model = model;
    setOpaque(true);
  }

  /// Paints quieter, since the connection that the rows came from is gone.
  void stale(boolean now) {
    stale = now;
  }

  /// Marks a text wherever it is in a cell; nothing when it is null.
  void mark(@Nullable TextSearch what) {
    sought = what;
  }

  @Override
  public Component getTableCellRendererComponent(
      JTable table,
      @Nullable Object cell,
      boolean isSelected,
      boolean hasFocus,
      int row,
      int viewColumn) {
    ResultColumn column = model.column(table.convertColumnIndexToModel(viewColumn));
    leftAligned = false;
    // Swing's accessibility asks with null, whatever the cell holds
    return show(
        column, cell == null ? table.getValueAt(row, viewColumn) : cell, isSelected, hasFocus);
  }

  /// Paints a value outside of the grid, where nothing is aligned to the right.
  Component field(ResultColumn column, @Nullable Object value, boolean isSelected) {
    leftAligned = true;
    return show(column, value, isSelected, false);
  }

  private Component show(
      ResultColumn column, @Nullable Object shown, boolean isSelected, boolean hasFocus) {
    kind = column.kind();
    waiting = GridModel.LATER.equals(shown);
    value = shown == null ? null : shown.toString();
    runs = waiting ? WAITING : runs(kind, shown);
    selected = isSelected;
    focused = hasFocus;
    getAccessibleContext().setAccessibleName(value == null ? "NULL" : value);
    return this;
  }

  /// How wide a cell wants to be, margins included.
  int width(FontMetrics metrics, Kind of, @Nullable Object text) {
    var width = Theme.px(18);
    for (var run : runs(of, text)) {
      width += metrics.stringWidth(run.text());
    }
    return of == Kind.ENUM && text != null ? width + Theme.px(24) : width;
  }

  private static List<CellRun> runs(Kind kind, @Nullable Object shown) {
    return shown instanceof GridModel.Bytes bytes
        ? CellRuns.bytes(bytes.text(), bytes.length())
        : CellRuns.of(kind, shown == null ? null : shown.toString());
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    g2.setColor(Colors.of(selected ? ColorRole.ACCENT_SOFT : ColorRole.CONTENT));
    g2.fillRect(0, 0, getWidth(), getHeight());
    var font = Fonts.MONO_SMALL.get();
    g2.setFont(font);
    var metrics = g2.getFontMetrics();
    var baseline = (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent();
    if (kind == Kind.ENUM && value != null && !value.isEmpty() && !waiting) {
      chip(g2, metrics, baseline);
    } else {
      text(g2, metrics, font, baseline);
    }
    if (focused) {
      g2.setColor(Colors.of(ColorRole.ACCENT));
      g2.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
      g2.drawRect(1, 1, getWidth() - 3, getHeight() - 3);
    }
    g2.dispose();
  }

  private void text(Graphics2D g, FontMetrics metrics, Font font, int baseline) {
    var margin = Theme.px(8);
    var total = 0;
    for (var run : runs) {
      total += metrics.stringWidth(run.text());
    }
    var room = getWidth() - 2 * margin;
    // a number that does not fit shows its first digits, not its last
    var right = kind == Kind.NUMBER && !leftAligned && total <= room;
    var x = right ? getWidth() - margin - total : margin;
    marks(g, metrics, CellRuns.text(runs), x);
    for (var run : total <= room ? runs : cut(runs, kind == Kind.BYTES, metrics, room)) {
      g.setColor(Colors.of(color(run)));
      g.setFont(run.italic() ? font.deriveFont(Font.ITALIC) : font);
      g.drawString(run.text(), x, baseline);
      x += metrics.stringWidth(run.text());
    }
  }

  /// As much of pieces as there is room for, with an ellipsis where it ends.
  ///
  /// @param lastStays whether the last piece is cut last: the number of bytes, unless it would take
  ///     more than half of the room
  static List<CellRun> cut(List<CellRun> runs, boolean lastStays, FontMetrics metrics, int room) {
    var last = metrics.stringWidth(runs.getLast().text());
    var kept = lastStays && runs.size() > 1 && last <= room / 2 ? last : 0;
    var left = room - kept - metrics.stringWidth(ELLIPSIS);
    var shown = new ArrayList<CellRun>();
    for (var run : runs) {
      var width = metrics.stringWidth(run.text());
      if (width > left) {
        var start = run.text().substring(0, fitting(run.text(), metrics, left)) + ELLIPSIS;
        shown.add(new CellRun(start, run.color(), run.italic()));
        break;
      }
      shown.add(run);
      left -= width;
    }
    if (kept > 0) {
      shown.add(runs.getLast());
    }
    return shown;
  }

  /// Paints the ground of what is looked for.
  private void marks(Graphics2D g, FontMetrics metrics, String text, int left) {
    var what = sought;
    if (what == null || value == null || waiting) {
      return;
    }
    for (var hit : Hits.in(text, what)) {
      var from = left + metrics.stringWidth(text.substring(0, hit.from()));
      if (from > getWidth()) {
        return;
      }
      var width = metrics.stringWidth(text.substring(hit.from(), hit.to()));
      var top = (getHeight() - metrics.getHeight()) / 2;
      g.setColor(Colors.of(ColorRole.WARN_SOFT));
      g.fillRect(from, top, width, metrics.getHeight());
      g.setColor(Colors.of(ColorRole.WARN_LINE));
      g.drawRect(from, top, width - 1, metrics.getHeight() - 1);
    }
  }

  private ColorRole color(CellRun run) {
    return stale && run.color() == ColorRole.TEXT ? ColorRole.TEXT2 : run.color();
  }

  private static int fitting(String text, FontMetrics metrics, int room) {
    var low = 0;
    var high = text.length();
    while (low < high) {
      var middle = (low + high + 1) / 2;
      if (metrics.stringWidth(text.substring(0, middle)) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low > 0 && Character.isHighSurrogate(text.charAt(low - 1)) ? low - 1 : low;
  }

  private void chip(Graphics2D g, FontMetrics metrics, int baseline) {
    var label = runs.getFirst().text();
    var left = Theme.px(8);
    var room = getWidth() - 2 * left - Theme.px(24);
    if (metrics.stringWidth(label) > room) {
      var dots = metrics.stringWidth(ELLIPSIS);
      label = label.substring(0, fitting(label, metrics, Math.max(0, room - dots))) + ELLIPSIS;
    }
    var width = metrics.stringWidth(label) + Theme.px(24);
    var height = Theme.px(18);
    var top = (getHeight() - height) / 2;
    Painting.smooth(g);
    g.setColor(Colors.of(selected ? ColorRole.CONTENT : ColorRole.HOVER));
    g.fill(new RoundRectangle2D.Float(left, top, width, height, Theme.px(8), Theme.px(8)));
    g.setColor(Colors.of(EnumColors.of(label)));
    var dot = Theme.px(6);
    g.fill(new Ellipse2D.Float(left + Theme.px(6), (getHeight() - dot) / 2f, dot, dot));
    marks(g, metrics, label, left + Theme.px(17));
    g.setColor(Colors.of(stale ? ColorRole.TEXT2 : ColorRole.TEXT));
    g.drawString(label, left + Theme.px(17), baseline);
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleJComponent() {};
    }
    return accessibleContext;
  }
}
