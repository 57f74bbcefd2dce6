package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.SortKey;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Supplier;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.table.TableCellRenderer;
import org.jspecify.annotations.Nullable;

/// Paints a column's header: its name in bold, its type quietly behind. Event thread only.
final class HeaderPainter extends JComponent implements TableCellRenderer, Accessible {
  private static final String UP = "▲";
  private static final String DOWN = "▼";

  private final GridModel model;
  private final Supplier<List<SortKey>> order;
  private String mark = "";
  private String name = "";
  private String type = "";
  private boolean right;
  private boolean selected;

  /// @param order what the rows are sorted by now
  HeaderPainter(GridModel model, Supplier<List<SortKey>> order) {
    this.model = model;
    this.order = order;
    setOpaque(true);
  }

  @Override
  public Component getTableCellRendererComponent(
      JTable table,
      @Nullable Object value,
      boolean isSelected,
      boolean hasFocus,
      int row,
      int viewColumn) {
    var index = table.convertColumnIndexToModel(viewColumn);
    ResultColumn column = model.column(index);
    name = SafeText.plain(column.name());
    type = SafeText.plain(shortType(column));
    right = column.kind() == Kind.NUMBER;
    mark = mark(index);
    selected =
        table.isColumnSelected(viewColumn)
            && table.getSelectionModel() instanceof RowSelection rows
            && rows.all(table.getRowCount());
    SafeText.tip(this, column.name() + "  " + column.typeName());
    getAccessibleContext()
        .setAccessibleName(
            name
                + ", "
                + type
                + (mark.isEmpty() ? "" : mark.startsWith(UP) ? ", ascending" : ", descending"));
    return this;
  }

  /// `▲`; with several columns `▲1`, `▼2`.
  private String mark(int column) {
    var keys = order.get();
    for (var i = 0; i < keys.size(); i++) {
      if (keys.get(i).column() == column) {
        return (keys.get(i).descending() ? DOWN : UP) + (keys.size() > 1 ? i + 1 : "");
      }
    }
    return "";
  }

  /// How wide the header wants to be, margins included.
  int width(ResultColumn column) {
    return getFontMetrics(Fonts.SMALL_SEMIBOLD.get()).stringWidth(SafeText.plain(column.name()))
        + getFontMetrics(Fonts.SMALL.get()).stringWidth(shortType(column))
        + Theme.px(24);
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(Theme.px(80), Theme.px(28));
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    g2.setColor(Colors.of(selected ? ColorRole.ACCENT_SOFT : ColorRole.INSET));
    g2.fillRect(0, 0, getWidth(), getHeight());
    var bold = g2.getFontMetrics(Fonts.SMALL_SEMIBOLD.get());
    var light = g2.getFontMetrics(Fonts.SMALL.get());
    var gap = Theme.px(6);
    var margin = Theme.px(8);
    var nameWidth = bold.stringWidth(name);
    var markWidth = mark.isEmpty() ? 0 : gap + bold.stringWidth(mark);
    var width = nameWidth + markWidth + gap + light.stringWidth(type);
    var x = right ? Math.max(margin, getWidth() - margin - width) : margin;
    var baseline = (getHeight() - bold.getHeight()) / 2 + bold.getAscent();
    g2.clipRect(0, 0, getWidth() - margin / 2, getHeight());
    g2.setFont(Fonts.SMALL_SEMIBOLD.get());
    g2.setColor(Colors.of(ColorRole.TEXT));
    g2.drawString(name, x, baseline);
    if (!mark.isEmpty()) {
      g2.setColor(Colors.of(ColorRole.ACCENT_TEXT));
      g2.drawString(mark, x + nameWidth + gap, baseline);
    }
    g2.setFont(Fonts.SMALL.get());
    g2.setColor(Colors.of(ColorRole.TEXT3));
    g2.drawString(type, x + nameWidth + markWidth + gap, baseline);
    g2.dispose();
    g.setColor(Colors.of(ColorRole.GRIDLINE));
    g.fillRect(getWidth() - 1, 0, 1, getHeight());
    g.setColor(Colors.of(ColorRole.LINE));
    g.fillRect(0, getHeight() - 1, getWidth(), 1);
  }

  private static String shortType(ResultColumn column) {
    return switch (column.kind()) {
      case ENUM -> "enum";
      case BOOLEAN -> "bool";
      case NUMBER, TEXT, TIME, JSON, BYTES, UUID, ARRAY, OTHER -> readable(column.typeName());
    };
  }

  /// PostgreSQL's internal names, as people write them.
  private static String readable(String type) {
    return switch (type) {
      case "int2" -> "smallint";
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double";
      case "bpchar" -> "char";
      default -> type.startsWith("_") ? readable(type.substring(1)) + "[]" : type;
    };
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleJComponent() {};
    }
    return accessibleContext;
  }
}
