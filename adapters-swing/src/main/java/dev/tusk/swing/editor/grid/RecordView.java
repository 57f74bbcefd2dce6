package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.text.SafeTableCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The row with the focus as a list of names and values, beside the grid; follows the grid, and the
/// grid follows it. Event thread only.
final class RecordView extends JPanel {
  private final GridTable grid;
  private final GridModel model;
  private final GridColumns columns;
  private final CellPainter painter;
  private final Fields fields = new Fields();
  private final JTable list = new JTable(fields);
  private final JLabel title = Fonts.SEMIBOLD.set(SafeText.label(""));
  private boolean following;

  RecordView(GridTable grid, GridModel model, GridColumns columns, CellPainter painter) {
    super(new BorderLayout());
    this.grid = grid;
    this.model = model;
    this.columns = columns;
    this.painter = painter;
    setVisible(false);
    setBorder(Hairline.left());
    Colors.background(this, ColorRole.CONTENT);
    var previous = Buttons.icon(Glyph.ARROW_UP, "Previous row", "Alt+Up");
    var next = Buttons.icon(Glyph.ARROW_DOWN, "Next row", "Alt+Down");
    var close = Buttons.icon(Glyph.CLOSE, "Close the record", "Space");
    previous.addActionListener(e -> step(-1));
    next.addActionListener(e -> step(1));
    close.addActionListener(e -> toggle());
    var head = new JPanel(new MigLayout("insets 2 10 2 6, gap 2, fillx", "[]push[][][]", "[26!]"));
    Colors.background(head, ColorRole.INSET);
    head.setBorder(Hairline.bottom());
    head.add(title, "wmin 0");
    head.add(previous);
    head.add(next);
    head.add(close);
    list.getAccessibleContext().setAccessibleName("Record");
    list.putClientProperty("html.disable", true);
    list.setTableHeader(null);
    list.setRowHeight(Theme.px(24));
    list.setTransferHandler(null);
    list.setFillsViewportHeight(true);
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.getColumnModel().getColumn(0).setCellRenderer(new Name());
    list.getColumnModel()
        .getColumn(1)
        .setCellRenderer((table, value, selected, focused, row, column) -> field(row, selected));
    list.getSelectionModel().addListSelectionListener(e -> chosen());
    var scroll = new JScrollPane(list);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    for (var each : new javax.swing.JComponent[] {list, scroll, scroll.getViewport(), this}) {
      each.setInheritsPopupMenu(true);
    }
    add(head, BorderLayout.NORTH);
    add(scroll, BorderLayout.CENTER);
  }

  @Override
  public Dimension getPreferredSize() {
    var parent = getParent();
    var room = parent == null ? 0 : parent.getWidth();
    return new Dimension(Math.max(Theme.px(320), room * 2 / 5), 0);
  }

  /// Shows the record or takes it away.
  void toggle() {
    var focused = list.isFocusOwner();
    setVisible(!isVisible());
    if (isVisible()) {
      follow();
    } else if (focused) {
      grid.requestFocusInWindow();
    }
    revalidate();
  }

  /// Goes to another row of the grid.
  void step(int by) {
    var rows = grid.getRowCount();
    if (rows > 0) {
      var at =
          Math.clamp(grid.getSelectionModel().getLeadSelectionIndex() + (long) by, 0, rows - 1);
      var column = grid.getColumnModel().getSelectionModel().getLeadSelectionIndex();
      grid.changeSelection(at, Math.max(0, column), false, false);
    }
  }

  /// Shows the row and the column that have the focus in the grid now, or what has come of them.
  void follow() {
    if (!isVisible() || following) {
      return;
    }
    following = true;
    var row = row();
    SafeText.set(
        title,
        row < 0
            ? "No row"
            : "Row " + Figures.count(row + 1L) + " of " + Figures.count(grid.getRowCount()));
    fields.show(row < 0 ? 0 : grid.getColumnCount());
    list.getColumnModel().getColumn(0).setPreferredWidth(nameWidth());
    list.getColumnModel().getColumn(0).setMaxWidth(nameWidth());
    var lead = grid.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    if (lead >= 0 && lead < list.getRowCount()) {
      list.setRowSelectionInterval(lead, lead);
      list.scrollRectToVisible(list.getCellRect(lead, 0, true));
    }
    following = false;
  }

  private int row() {
    var row = grid.getSelectionModel().getLeadSelectionIndex();
    return row < grid.getRowCount() ? row : -1;
  }

  private void chosen() {
    var field = list.getSelectedRow();
    if (!following && field >= 0) {
      following = true;
      grid.changeSelection(Math.max(0, row()), field, false, false);
      following = false;
    }
  }

  private int nameWidth() {
    var metrics = getFontMetrics(Fonts.SMALL_SEMIBOLD.get());
    var widest = 0;
    for (var column : columns.shown()) {
      widest = Math.max(widest, metrics.stringWidth(SafeText.start(columns.name(column), 60)));
    }
    return Math.min(widest + Theme.px(20), Theme.px(220));
  }

  private Component field(int field, boolean selected) {
    ResultColumn column = model.column(grid.convertColumnIndexToModel(field));
    return painter.field(column, grid.getValueAt(Math.max(0, row()), field), selected);
  }

  /// The names and values of a row.
  private final class Fields extends AbstractTableModel {
    private int count;

    void show(int newCount) {
      count = newCount;
      fireTableDataChanged();
    }

    @Override
    public int getRowCount() {
      return count;
    }

    @Override
    public int getColumnCount() {
      return 2;
    }

    @Override
    public @Nullable Object getValueAt(int field, int column) {
      return column == 0
          ? columns.name(grid.convertColumnIndexToModel(field))
          : row() < 0 ? null : grid.getValueAt(row(), field);
    }
  }

  /// A column's name.
  private static final class Name extends SafeTableCell {
    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      var cell = super.getTableCellRendererComponent(table, value, selected, false, row, column);
      cell.setFont(Fonts.SMALL_SEMIBOLD.get());
      cell.setBackground(Colors.of(selected ? ColorRole.ACCENT_SOFT : ColorRole.INSET));
      cell.setForeground(Colors.of(ColorRole.TEXT2));
      return cell;
    }
  }
}
