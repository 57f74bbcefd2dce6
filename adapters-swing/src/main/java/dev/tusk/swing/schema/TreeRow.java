package dev.tusk.swing.schema;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Toolkit;
import java.util.Map;
import javax.accessibility.Accessible;
import javax.accessibility.AccessibleContext;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JTree;
import javax.swing.tree.TreeCellRenderer;

/// Draws the rows of the tree, the facts at the right edge included; one serves the whole tree.
final class TreeRow extends JComponent implements TreeCellRenderer, Accessible {
  private static final int ICON = 16;
  private static final int GAP = 8;
  private static final int EDGE = 10;
  private TreeLook look = TreeLook.of(new TreeItem.Note(TreeItem.Mood.EMPTY, "", ""));

  @Override
  public Component getTreeCellRendererComponent(
      JTree tree,
      Object value,
      boolean selected,
      boolean expanded,
      boolean leaf,
      int row,
      boolean focused) {
    if (value instanceof TreeNode node) {
      look = TreeLook.of(node.item());
      SafeText.tip(this, look.tip());
      getAccessibleContext().setAccessibleName(SafeText.plain(look.spoken()));
    }
    return this;
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    var g = (Graphics2D) graphics.create();
    if (Toolkit.getDefaultToolkit().getDesktopProperty("awt.font.desktophints")
        instanceof Map<?, ?> hints) {
      g.addRenderingHints(hints);
    } else {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }
    var middle = getHeight() / 2;
    var glyph = look.glyph();
    icon(g, glyph == null ? dot() : Icons.of(glyph, look.icon()), 0, middle);
    var left = Theme.px(ICON + GAP);
    var right = getWidth() - Theme.px(EDGE);

    g.setFont(Fonts.SMALL.get());
    var small = g.getFontMetrics();
    var base = (getHeight() - small.getHeight()) / 2 + small.getAscent();
    var tail = SafeText.plain(look.tail());
    // the tail takes what the name leaves, and half of the row when both are long
    var nameFont = (look.bold() ? Fonts.SEMIBOLD : Fonts.BASE).get();
    var nameWidth = g.getFontMetrics(nameFont).stringWidth(SafeText.plain(look.name()));
    var most = Math.max((right - left) / 2, right - left - nameWidth - Theme.px(GAP));
    tail = cut(tail, small, most);
    if (!tail.isEmpty()) {
      right -= small.stringWidth(tail);
      g.setColor(Colors.of(look.tailInk()));
      g.drawString(tail, right, base);
      var state = look.tailGlyph();
      if (state != null) {
        right -= Theme.px(ICON + 4);
        icon(g, Icons.of(state, look.tailInk()), right, middle);
      }
      right -= Theme.px(GAP);
    }

    g.setFont(nameFont);
    var normal = g.getFontMetrics();
    base = (getHeight() - normal.getHeight()) / 2 + normal.getAscent();
    var name = cut(SafeText.plain(look.name()), normal, right - left);
    g.setColor(Colors.of(look.ink()));
    g.drawString(name, left, base);
    left += normal.stringWidth(name) + Theme.px(GAP);
    if (!look.detail().isEmpty()) {
      g.setFont(Fonts.SMALL.get());
      g.setColor(Colors.of(ColorRole.TEXT3));
      g.drawString(cut(SafeText.plain(look.detail()), small, right - left), left, base);
    }
    g.dispose();
  }

  private Icon dot() {
    return look.bold() ? Icons.dot(look.icon()) : Icons.ring(look.icon());
  }

  private void icon(Graphics2D g, Icon icon, int x, int middle) {
    var centred = x + (Theme.px(ICON) - icon.getIconWidth()) / 2;
    icon.paintIcon(this, g, centred, middle - icon.getIconHeight() / 2);
  }

  private static String cut(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    var end = text.length();
    while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return end == 0 ? "" : text.substring(0, end) + "…";
  }

  @Override
  public Dimension getPreferredSize() {
    // the tree is as wide as its column; only the height counts
    return new Dimension(Theme.px(120), Theme.px(24));
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleJComponent() {};
    }
    return accessibleContext;
  }
}
