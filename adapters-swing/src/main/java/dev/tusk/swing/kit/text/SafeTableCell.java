package dev.tusk.swing.kit.text;

import javax.swing.table.DefaultTableCellRenderer;
import org.jspecify.annotations.Nullable;

/// A table cell that shows plain text; one serves the whole component.
public class SafeTableCell extends DefaultTableCellRenderer {
  @Override
  protected void setValue(@Nullable Object value) {
    putClientProperty("html.disable", true);
    setText(SafeText.plain(value == null ? "" : value.toString()));
  }
}
