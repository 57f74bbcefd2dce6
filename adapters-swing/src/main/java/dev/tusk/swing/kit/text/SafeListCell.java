package dev.tusk.swing.kit.text;

import java.awt.Component;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;
import org.jspecify.annotations.Nullable;

/// A list or combo box cell that shows plain text; one serves the whole component.
public class SafeListCell extends DefaultListCellRenderer {
  @Override
  public Component getListCellRendererComponent(
      JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
    putClientProperty("html.disable", true);
    return super.getListCellRendererComponent(
        list, SafeText.plain(value == null ? "" : value.toString()), index, selected, focused);
  }
}
