package dev.tusk.swing.editor.result;

import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.editor.run.MessageLog;
import dev.tusk.swing.kit.text.SafeTableCell;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;
import org.jspecify.annotations.Nullable;

/// The messages of a run: time, what was said, by which statement. Event thread only.
final class MessagesPanel extends JScrollPane {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final String[] NAMES = {"Time", "", "Message", "Statement"};

  private final Model model = new Model();
  private final JTable table = new JTable(model);
  private MessageLog log = new MessageLog();
  private long shown;

  MessagesPanel() {
    table.setRowHeight(Theme.px(24));
    table.setFillsViewportHeight(true);
    table.setShowVerticalLines(false);
    table.setDefaultRenderer(Object.class, new Cell());
    table.getAccessibleContext().setAccessibleName("Messages");
    table.getTableHeader().setReorderingAllowed(false);
    table.getTableHeader().setDefaultRenderer(new Head());
    setBorder(BorderFactory.createEmptyBorder());
    width(0, 112, 112);
    width(1, 28, 28);
    width(3, 110, 110);
    table.setAutoResizeMode(JTable.AUTO_RESIZE_ALL_COLUMNS);
    setViewportView(table);
  }

  /// Shows what is in the log now; stays at the end when the end was seen.
  void show(MessageLog newLog) {
    if (newLog.equals(log) && newLog.added() == shown) {
      return;
    }
    var bar = getVerticalScrollBar();
    var atEnd = bar.getValue() + bar.getVisibleAmount() >= bar.getMaximum() - Theme.px(24);
    log = newLog;
    shown = newLog.added();
    model.messages = newLog.all();
    model.fireTableDataChanged();
    if (atEnd && model.getRowCount() > 0) {
      table.scrollRectToVisible(table.getCellRect(model.getRowCount() - 1, 0, true));
    }
  }

  JTable table() {
    return table;
  }

  private void width(int column, int preferred, int most) {
    var c = table.getColumnModel().getColumn(column);
    c.setPreferredWidth(Theme.px(preferred));
    c.setMinWidth(Theme.px(Math.min(preferred, 28)));
    c.setMaxWidth(Theme.px(most * 2));
  }

  private static final class Model extends AbstractTableModel {
    private List<Message> messages = List.of();

    @Override
    public int getRowCount() {
      return messages.size();
    }

    @Override
    public int getColumnCount() {
      return NAMES.length;
    }

    @Override
    public String getColumnName(int column) {
      return NAMES[column];
    }

    @Override
    public Object getValueAt(int row, int column) {
      var message = messages.get(row);
      return switch (column) {
        case 0 -> TIME.format(message.at());
        case 1 -> message.kind();
        case 2 -> message.text();
        default -> message.statement() == 0 ? "Tusk" : message.statement() + " of " + message.of();
      };
    }
  }

  private static final class Head extends SafeTableCell {
    @Override
    public Component getTableCellRendererComponent(
        JTable table,
        @Nullable Object value,
        boolean selected,
        boolean focused,
        int row,
        int column) {
      super.getTableCellRendererComponent(table, value, false, false, row, column);
      setFont(Fonts.SMALL_SEMIBOLD.get());
      setForeground(Colors.of(ColorRole.TEXT));
      setBackground(Colors.of(ColorRole.INSET));
      setBorder(
          BorderFactory.createCompoundBorder(
              Hairline.bottom(), BorderFactory.createEmptyBorder(0, Theme.px(8), 0, Theme.px(8))));
      return this;
    }
  }

  private static final class Cell extends SafeTableCell {
    @Override
    public Component getTableCellRendererComponent(
        JTable table,
        @Nullable Object value,
        boolean selected,
        boolean focused,
        int row,
        int column) {
      super.getTableCellRendererComponent(
          table, value instanceof Message.Kind ? "" : value, selected, false, row, column);
      setIcon(value instanceof Message.Kind kind ? icon(kind) : null);
      setFont((column == 3 ? Fonts.SMALL : Fonts.MONO_SMALL).get());
      setForeground(Colors.of(column == 2 ? ColorRole.TEXT : ColorRole.TEXT3));
      return this;
    }

    private static javax.swing.Icon icon(Message.Kind kind) {
      return switch (kind) {
        case DONE -> Icons.of(Glyph.CHECK_CIRCLE, ColorRole.OK, 14);
        case NOTICE -> Icons.of(Glyph.INFO, ColorRole.ACCENT_TEXT, 14);
        case WARNING -> Icons.of(Glyph.WARNING, ColorRole.WARN, 14);
        case ERROR -> Icons.of(Glyph.ERROR_CIRCLE, ColorRole.DANGER, 14);
        case STOPPED -> Icons.of(Glyph.MINUS_CIRCLE, ColorRole.WARN, 14);
      };
    }
  }
}
