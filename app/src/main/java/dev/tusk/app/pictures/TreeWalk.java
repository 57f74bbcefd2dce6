package dev.tusk.app.pictures;

import java.util.Optional;
import javax.swing.JTree;
import javax.swing.tree.TreePath;

/// Opens rows of a tree one below the other, each as soon as it has been read.
final class TreeWalk {
  private final OpenWindow window;
  private final JTree tree;

  TreeWalk(OpenWindow window, JTree tree) {
    this.window = window;
    this.tree = tree;
  }

  /// Opens all rows of a path and selects the last; waits until that one has children.
  void open(String... names) {
    for (int depth = 1; depth <= names.length; depth++) {
      int upTo = depth;
      window.await("the row " + names[depth - 1], () -> find(names, upTo).isPresent());
      window.run(() -> find(names, upTo).ifPresent(tree::expandPath));
    }
    window.await(
        "what is in " + names[names.length - 1],
        () -> find(names, names.length).filter(this::filled).isPresent());
    window.run(() -> find(names, names.length).ifPresent(tree::setSelectionPath));
  }

  private boolean filled(TreePath path) {
    return tree.isExpanded(path) && tree.getModel().getChildCount(path.getLastPathComponent()) > 1;
  }

  private Optional<TreePath> find(String[] names, int depth) {
    for (int row = 0; row < tree.getRowCount(); row++) {
      TreePath path = tree.getPathForRow(row);
      // the root is not shown
      if (path.getPathCount() == depth + 1 && matches(path, names)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private boolean matches(TreePath path, String[] names) {
    for (int i = 1; i < path.getPathCount(); i++) {
      Object node = path.getPathComponent(i);
      if (!tree.convertValueToText(node, false, false, false, 0, false).equals(names[i - 1])) {
        return false;
      }
    }
    return true;
  }
}
