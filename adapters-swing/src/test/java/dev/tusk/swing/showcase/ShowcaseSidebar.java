package dev.tusk.swing.showcase;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionContext;
import java.awt.BorderLayout;
import java.awt.Component;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTree;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.TreeCellRenderer;
import net.miginfocom.swing.MigLayout;

/// The tree of the pictures.
final class ShowcaseSidebar {
  private ShowcaseSidebar() {}

  private record Row(Icon icon, String name, String fact, String tail, boolean strong) {}

  static JComponent make(Shell shell) {
    var head =
        new JPanel(new MigLayout("insets 0 8 0 6, fillx, gap 0", "[grow,fill][][]", "[35!]"));
    Colors.background(head, ColorRole.CHROME);
    head.setBorder(Hairline.bottom());
    head.add(new SearchField(Glyph.FILTER, "Filter objects"), "h 28!");
    head.add(Buttons.icon(Glyph.PLUS, "New connection", "Ctrl+Shift+N"), "gapleft 4");
    head.add(Buttons.icon(Glyph.REFRESH, "Refresh", "F5"));
    var tree = new JTree(nodes());
    tree.setRootVisible(false);
    tree.setShowsRootHandles(true);
    tree.setCellRenderer(new Cell());
    for (int i = 0; i < 5; i++) {
      tree.expandRow(i < 3 ? i : 6);
    }
    tree.setSelectionRow(6);
    shell.focusStop(tree, ActionContext.TREE);
    var scroll = new JScrollPane(tree);
    Colors.background(scroll, ColorRole.CHROME);
    var panel = new JPanel(new BorderLayout());
    Colors.background(panel, ColorRole.CHROME);
    panel.add(head, BorderLayout.NORTH);
    panel.add(scroll);
    return panel;
  }

  private static DefaultMutableTreeNode nodes() {
    var root = new DefaultMutableTreeNode();
    var dev = node(root, Icons.dot(ColorRole.DEV), "shop-dev", "", "18.1", true);
    var shop = node(dev, Icons.of(Glyph.SCHEMA), "shop", "schema", "", false);
    var tables = node(shop, Icons.of(Glyph.TABLE), "Tables", "8", "", false);
    for (var t : new String[] {"customers 48 MB", "inventory 12 MB", "order_items 6.2 GB"}) {
      table(tables, t);
    }
    var orders = table(tables, "orders 3.1 GB");
    node(orders, Icons.of(Glyph.KEY, ColorRole.WARN), "id", "", "bigint", false);
    node(orders, Icons.of(Glyph.COLUMN), "ref", "", "uuid", false);
    var key = Icons.of(Glyph.FOREIGN_KEY, ColorRole.ACCENT_TEXT);
    node(orders, key, "customer_id", "", "bigint", false);
    node(orders, Icons.of(Glyph.COLUMN), "total", "", "numeric(12,2)", false);
    node(orders, Icons.of(Glyph.COLUMN), "placed_at", "", "timestamptz", false);
    table(tables, "payments 1.8 GB");
    node(shop, Icons.of(Glyph.VIEW), "Views", "4", "", false).add(new DefaultMutableTreeNode());
    node(shop, Icons.of(Glyph.MATVIEW), "Materialized views", "2", "", false);
    node(shop, Icons.of(Glyph.FUNCTION), "Functions", "11", "", false);
    node(shop, Icons.of(Glyph.TYPE), "Types", "3", "", false);
    node(shop, Icons.of(Glyph.SEQUENCE), "Sequences", "6", "", false);
    node(dev, Icons.of(Glyph.EXTENSION), "Extensions", "4", "", false);
    node(dev, Icons.of(Glyph.ROLE), "Roles", "6", "", false);
    node(root, Icons.dot(ColorRole.TEST), "shop-test", "", "", false);
    node(root, Icons.of(Glyph.LOCK, ColorRole.PROD), "shop-production", "", "", false);
    return root;
  }

  private static DefaultMutableTreeNode table(DefaultMutableTreeNode parent, String text) {
    var words = text.split(" ", 2);
    var node = node(parent, Icons.of(Glyph.TABLE), words[0], "", words[1], false);
    if (!words[0].equals("orders")) {
      node.add(new DefaultMutableTreeNode(new Row(Icons.of(Glyph.COLUMN), "id", "", "", false)));
    }
    return node;
  }

  private static DefaultMutableTreeNode node(
      DefaultMutableTreeNode parent,
      Icon icon,
      String name,
      String fact,
      String tail,
      boolean strong) {
    var node = new DefaultMutableTreeNode(new Row(icon, name, fact, tail, strong));
    parent.add(node);
    return node;
  }

  private static final class Cell implements TreeCellRenderer {
    private final JPanel panel =
        new JPanel(new MigLayout("insets 0 0 0 16, fillx, gap 0", "[16!]6[]8[]push[]", "[24!]"));
    private final JLabel icon = new JLabel();
    private final JLabel name = SafeText.label("");
    private final JLabel fact = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
    private final JLabel tail = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);

    Cell() {
      panel.setOpaque(false);
      icon.setHorizontalAlignment(JLabel.CENTER);
      panel.add(icon, "w 16!");
      panel.add(name);
      panel.add(fact);
      panel.add(tail);
    }

    @Override
    public Component getTreeCellRendererComponent(
        JTree tree, Object value, boolean sel, boolean exp, boolean leaf, int row, boolean focus) {
      if (value instanceof DefaultMutableTreeNode n && n.getUserObject() instanceof Row r) {
        icon.setIcon(r.icon());
        SafeText.set(name, r.name());
        name.setForeground(Colors.of(ColorRole.TEXT));
        fact.setForeground(Colors.of(ColorRole.TEXT3));
        tail.setForeground(Colors.of(ColorRole.TEXT3));
        name.setFont((r.strong() ? Fonts.SEMIBOLD : Fonts.BASE).get());
        SafeText.set(fact, r.fact());
        SafeText.set(tail, r.tail());
      }
      return panel;
    }
  }
}
