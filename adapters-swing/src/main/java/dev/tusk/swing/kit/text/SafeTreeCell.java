package dev.tusk.swing.kit.text;

import java.awt.Component;
import javax.swing.JTree;
import javax.swing.tree.DefaultTreeCellRenderer;
import org.jspecify.annotations.Nullable;

/// A tree cell that shows plain text, without the stock folder icons. Set it before the tree gets
/// its model: Swing renders the rows at that moment.
public class SafeTreeCell extends DefaultTreeCellRenderer {
  @Override
  public Component getTreeCellRendererComponent(
      JTree tree,
      @Nullable Object value,
      boolean selected,
      boolean expanded,
      boolean leaf,
      int row,
      boolean focused) {
    putClientProperty("html.disable", true);
    var text =
        value == null ? "" : tree.convertValueToText(value, selected, expanded, leaf, row, focused);
    super.getTreeCellRendererComponent(tree, "", selected, expanded, leaf, row, focused);
    setIcon(null);
    setText(SafeText.plain(text));
    return this;
  }
}
