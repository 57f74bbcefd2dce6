package dev.tusk.swing.schema;

import dev.tusk.core.connection.Setting;
import dev.tusk.swing.kit.theme.Stripe;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Graphics;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.DropMode;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.ToolTipManager;
import javax.swing.event.TreeExpansionEvent;
import javax.swing.event.TreeExpansionListener;
import javax.swing.tree.TreePath;
import javax.swing.tree.TreeSelectionModel;
import org.jspecify.annotations.Nullable;

/// The tree itself: shows what the presenter says and tells it what the user does.
final class ConnectionTree extends JTree implements TreePresenter.View {
  private final TreePresenter presenter;
  private final NodeModel nodes;
  private boolean rendering;

  ConnectionTree(TreePresenter presenter, String name) {
    super((javax.swing.tree.TreeModel) null);
    this.presenter = presenter;
    this.nodes = new NodeModel(presenter);
    setModel(nodes);
    setRootVisible(false);
    setShowsRootHandles(true);
    setLargeModel(true);
    setToggleClickCount(0);
    setCellRenderer(new TreeRow());
    getSelectionModel().setSelectionMode(TreeSelectionModel.SINGLE_TREE_SELECTION);
    getAccessibleContext().setAccessibleName(name);
    setDragEnabled(!GraphicsEnvironment.isHeadless());
    setDropMode(DropMode.ON);
    setTransferHandler(new RowTransfer(presenter));
    ToolTipManager.sharedInstance().registerComponent(this);
    presenter.attach(this);
    listen();
    changed();
  }

  private void listen() {
    addTreeExpansionListener(
        new TreeExpansionListener() {
          @Override
          public void treeExpanded(TreeExpansionEvent event) {
            if (!rendering && event.getPath().getLastPathComponent() instanceof TreeNode node) {
              presenter.expand(node);
            }
          }

          @Override
          public void treeCollapsed(TreeExpansionEvent event) {
            if (!rendering && event.getPath().getLastPathComponent() instanceof TreeNode node) {
              presenter.collapse(node);
            }
          }
        });
    addTreeSelectionListener(
        e -> {
          if (!rendering) {
            presenter.select(node(getSelectionPath()));
          }
        });
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            if (SwingUtilities.isRightMouseButton(e)) {
              var row = getClosestRowForLocation(e.getX(), e.getY());
              if (row >= 0 && getRowBounds(row).contains(getRowBounds(row).x, e.getY())) {
                setSelectionRow(row);
              }
            }
          }

          @Override
          public void mouseClicked(MouseEvent e) {
            if (SwingUtilities.isLeftMouseButton(e) && e.getClickCount() == 2) {
              activate();
            }
          }
        });
  }

  /// Does what a double click on the selected row does.
  void activate() {
    var path = getSelectionPath();
    var node = node(path);
    if (node == null || path == null || presenter.activate(node)) {
      return;
    }
    if (isExpanded(path)) {
      collapsePath(path);
    } else {
      expandPath(path);
    }
  }

  @Override
  public void changed() {
    rendering = true;
    try {
      nodes.changed();
      for (var root : presenter.shown()) {
        open(root);
      }
      var kept = presenter.selected().map(NodeModel::path).orElse(null);
      setSelectionPath(kept != null && getRowForPath(kept) >= 0 ? kept : null);
    } finally {
      rendering = false;
    }
  }

  private void open(TreeNode node) {
    if (presenter.open(node)) {
      expandPath(NodeModel.path(node));
      node.shown().forEach(this::open);
    }
  }

  @Override
  public void reveal(TreeNode node) {
    var path = NodeModel.path(node);
    setSelectionPath(path);
    scrollPathToVisible(path);
  }

  /// Paints, along the left edge, the colour that people gave a connection.
  @Override
  protected void paintComponent(Graphics g) {
    super.paintComponent(g);
    var clip = g.getClipBounds();
    var height = Math.max(1, getRowHeight());
    var first = Math.max(0, (clip.y - getInsets().top) / height);
    for (var row = first; row < getRowCount(); row++) {
      var node = node(getPathForRow(row));
      var y = getInsets().top + row * height; // getRowBounds asks for the width of the text, too
      if (y > clip.y + clip.height) {
        return;
      }
      if (node != null && node.inConnection()) {
        var colour = node.server().config().settings().get(Setting.COLOUR, "");
        Stripe.paint(g, colour, y, height);
      }
    }
  }

  static @Nullable TreeNode node(@Nullable TreePath path) {
    return path != null && path.getLastPathComponent() instanceof TreeNode node ? node : null;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public void updateUI() {
    super.updateUI();
    setRowHeight(Theme.px(24));
  }

  @Override
  public String convertValueToText(
      @Nullable Object value,
      boolean selected,
      boolean expanded,
      boolean leaf,
      int row,
      boolean focused) {
    // what typing the first letters finds
    return value instanceof TreeNode node ? node.item().name() : "";
  }

  /// The presenter's rows as Swing wants them, under a root that is never seen.
  private static final class NodeModel implements javax.swing.tree.TreeModel {
    private static final Object ROOT = "connections";
    private final TreePresenter presenter;
    private final List<javax.swing.event.TreeModelListener> listeners = new ArrayList<>();

    NodeModel(TreePresenter presenter) {
      this.presenter = presenter;
    }

    static TreePath path(TreeNode node) {
      var path = new ArrayList<Object>(node.path());
      path.addFirst(ROOT);
      return new TreePath(path.toArray());
    }

    void changed() {
      var event = new javax.swing.event.TreeModelEvent(this, new Object[] {ROOT});
      List.copyOf(listeners).forEach(l -> l.treeStructureChanged(event));
    }

    private List<TreeNode> children(Object parent) {
      return parent instanceof TreeNode node ? node.shown() : presenter.shown();
    }

    @Override
    public Object getRoot() {
      return ROOT;
    }

    @Override
    public Object getChild(Object parent, int index) {
      return children(parent).get(index);
    }

    @Override
    public int getChildCount(Object parent) {
      return children(parent).size();
    }

    @Override
    public boolean isLeaf(Object node) {
      return node instanceof TreeNode row && row.leaf();
    }

    @Override
    public void valueForPathChanged(TreePath path, Object value) {
      throw new UnsupportedOperationException("rows are not edited in the tree");
    }

    @Override
    public int getIndexOfChild(Object parent, Object child) {
      return child instanceof TreeNode node ? node.placeIn(children(parent)) : -1;
    }

    @Override
    public void addTreeModelListener(javax.swing.event.TreeModelListener listener) {
      listeners.add(listener);
    }

    @Override
    public void removeTreeModelListener(javax.swing.event.TreeModelListener listener) {
      listeners.remove(listener);
    }
  }
}
