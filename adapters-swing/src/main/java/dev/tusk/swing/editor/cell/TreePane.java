package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeTreeCell;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.BorderLayout;
import java.awt.Component;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTree;
import javax.swing.event.TreeExpansionEvent;
import javax.swing.event.TreeWillExpandListener;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.DefaultTreeModel;
import org.jspecify.annotations.Nullable;

/// A JSON value as a tree. What is below a node is looked for when it is opened, in the background.
/// Event thread only.
final class TreePane extends JPanel {
  private final UiExecutor executor;
  private final ValueBytes value;
  private final Cancellation closed;
  private final Consumer<Exception> failed;
  private final DefaultTreeModel model = new DefaultTreeModel(null, true);
  private final JTree tree = new JTree();

  /// @param name what a screen reader calls the value
  /// @param closed ends what goes on in the background
  TreePane(
      UiExecutor ui,
      String name,
      ValueBytes value,
      Cancellation closed,
      Consumer<Exception> failed) {
    super(new BorderLayout());
    this.executor = ui;
    this.value = value;
    this.closed = closed;
    this.failed = failed;
    tree.setCellRenderer(new Cell());
    tree.setModel(model);
    tree.setRowHeight(Theme.px(24));
    tree.setLargeModel(true);
    tree.setShowsRootHandles(true);
    tree.setBorder(BorderFactory.createEmptyBorder(4, 8, 4, 8));
    tree.getAccessibleContext().setAccessibleName(name);
    Fonts.MONO.set(tree);
    Colors.background(tree, ColorRole.CONTENT);
    tree.addTreeWillExpandListener(new Filling());
    var scroll = new JScrollPane(tree);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    add(scroll);
    var _ = executor.run(() -> members().root(), this::root, failed);
  }

  /// The component that has the focus.
  JTree tree() {
    return tree;
  }

  /// The node that is selected; null when there is none.
  @Nullable JsonNode selected() {
    return tree.getLastSelectedPathComponent() instanceof DefaultMutableTreeNode node
            && node.getUserObject() instanceof JsonNode json
        ? json
        : null;
  }

  private JsonMembers members() {
    return new JsonMembers(value, closed);
  }

  private void root(JsonNode root) {
    var node = node(root);
    model.setRoot(node);
    fill(node, root);
  }

  private static DefaultMutableTreeNode node(JsonNode json) {
    return new DefaultMutableTreeNode(json, json.opens());
  }

  private void fill(DefaultMutableTreeNode parent, JsonNode json) {
    if (!json.opens() || parent.getChildCount() > 0) {
      return;
    }
    var waiting = new DefaultMutableTreeNode("Reading…", false);
    model.insertNodeInto(waiting, parent, 0);
    var _ =
        executor.run(
            () -> members().below(json),
            below -> {
              filled(parent, below);
              tree.expandPath(new javax.swing.tree.TreePath(parent.getPath()));
            },
            failed);
  }

  private void filled(DefaultMutableTreeNode parent, List<JsonNode> below) {
    parent.removeAllChildren();
    below.forEach(each -> parent.add(node(each)));
    model.nodeStructureChanged(parent);
  }

  private final class Filling implements TreeWillExpandListener {
    @Override
    public void treeWillExpand(TreeExpansionEvent e) {
      if (e.getPath().getLastPathComponent() instanceof DefaultMutableTreeNode node
          && node.getUserObject() instanceof JsonNode json) {
        fill(node, json);
      }
    }

    @Override
    public void treeWillCollapse(TreeExpansionEvent e) {
      // what was read stays
    }
  }

  private static final class Cell extends SafeTreeCell {
    @Override
    public Component getTreeCellRendererComponent(
        JTree tree,
        @Nullable Object value,
        boolean selected,
        boolean expanded,
        boolean leaf,
        int row,
        boolean focused) {
      super.getTreeCellRendererComponent(tree, value, selected, expanded, leaf, row, focused);
      if (value instanceof DefaultMutableTreeNode node
          && node.getUserObject() instanceof JsonNode json) {
        setForeground(Colors.of(color(json)));
      }
      return this;
    }

    private static ColorRole color(JsonNode json) {
      return switch (json.kind()) {
        case OBJECT, ARRAY -> ColorRole.TEXT;
        case GROUP -> ColorRole.TEXT3;
        case STRING -> ColorRole.SYNTAX_STRING;
        case WORD ->
            Character.isLetter(json.text().isEmpty() ? '0' : json.text().charAt(0))
                ? ColorRole.SYNTAX_KEYWORD
                : ColorRole.SYNTAX_NUMBER;
      };
    }
  }
}
