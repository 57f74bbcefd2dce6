package dev.tusk.swing.schema;

import dev.tusk.core.schema.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the tree with its children, loaded or not, and what the filter leaves of them.
///
/// Confined to the event thread.
final class TreeNode {
  private @Nullable TreeNode parent;
  private TreeItem item;
  private Load load;
  private List<TreeNode> children = List.of();
  private List<TreeNode> shown = List.of();
  private boolean expanded;
  private boolean hit;
  private int place;

  /// How far the children are.
  enum Load {
    /// It can have none.
    LEAF,
    NOT_YET,
    RUNNING,
    DONE,
    FAILED
  }

  TreeNode(@Nullable TreeNode parent, TreeItem item) {
    this.parent = parent;
    this.item = item;
    this.load = canHaveChildren(item) ? Load.NOT_YET : Load.LEAF;
  }

  private static boolean canHaveChildren(TreeItem item) {
    return switch (item) {
      case TreeItem.Folder ignored -> true;
      case TreeItem.Server ignored -> true;
      case TreeItem.Schema ignored -> true;
      case TreeItem.Group group -> group.count() > 0;
      case TreeItem.Rel rel -> rel.relation().kind() != Relation.Kind.SEQUENCE;
      case TreeItem.Col ignored -> false;
      case TreeItem.Func ignored -> false;
      case TreeItem.Type ignored -> false;
      case TreeItem.Note ignored -> false;
    };
  }

  @Nullable TreeNode parent() {
    return parent;
  }

  /// Puts it below another row, or at the top.
  void under(@Nullable TreeNode newParent) {
    parent = newParent;
  }

  TreeItem item() {
    return item;
  }

  /// Changes what the row shows without touching its children.
  void item(TreeItem newItem) {
    item = newItem;
  }

  Load load() {
    return load;
  }

  List<TreeNode> children() {
    return children;
  }

  /// The children that the filter lets through.
  List<TreeNode> shown() {
    return shown;
  }

  /// Where it stands in what its parent shows; -1 when it does not. Swing asks for each row that
  /// it paints, so all of a list are numbered when the place of one is not known.
  int placeIn(List<TreeNode> shownBeside) {
    if (place >= shownBeside.size() || shownBeside.get(place) != this) {
      place = -1;
      for (var i = 0; i < shownBeside.size(); i++) {
        shownBeside.get(i).place = i;
      }
      if (place < 0) {
        place = 0;
        return -1;
      }
    }
    return place;
  }

  boolean leaf() {
    return load == Load.LEAF;
  }

  boolean expanded() {
    return expanded;
  }

  void expanded(boolean now) {
    expanded = now;
  }

  /// Whether the filter's words are in its own name.
  boolean hit() {
    return hit;
  }

  void children(Load newLoad, List<TreeNode> newChildren) {
    load = newLoad;
    children = List.copyOf(newChildren);
    shown = children;
  }

  /// Forgets the children.
  void unload() {
    children(canHaveChildren(item) ? Load.NOT_YET : Load.LEAF, List.of());
  }

  Optional<TreeNode> child(String key) {
    return children.stream().filter(c -> c.item.key().equals(key)).findFirst();
  }

  /// The connection it belongs to; not to be asked of a group of connections.
  TreeItem.Server server() {
    return connection().item instanceof TreeItem.Server server ? server : throwOrphan();
  }

  private static TreeItem.Server throwOrphan() {
    throw new IllegalStateException("a group of connections belongs to none of them");
  }

  /// Whether it is a connection, or something in one.
  boolean inConnection() {
    return !(item instanceof TreeItem.Folder);
  }

  /// The row of the connection it belongs to; itself for a group of connections.
  TreeNode connection() {
    TreeNode node = this;
    for (var up = parent; up != null && up.inConnection(); up = up.parent) {
      node = up;
    }
    return node;
  }

  /// From the top to this node.
  List<TreeNode> path() {
    var path = new ArrayList<TreeNode>();
    for (@Nullable TreeNode node = this; node != null; node = node.parent) {
      path.addFirst(node);
    }
    return path;
  }

  /// Filters what is loaded; says whether this row stays. Below a hit everything stays unless
  /// something there is a hit itself: so a found table keeps its columns.
  boolean filter(String words) {
    if (words.isEmpty()) {
      hit = false;
      shown = children;
      children.forEach(c -> c.filter(words));
      return true;
    }
    hit = filterable() && item.sought().toLowerCase(Locale.ROOT).contains(words);
    var kept = new ArrayList<TreeNode>();
    for (var child : children) {
      if (child.filter(words)) {
        kept.add(child);
      }
    }
    if (hit && kept.isEmpty()) {
      children.forEach(c -> c.filter(""));
      shown = children;
    } else {
      shown = kept;
    }
    return hit || !kept.isEmpty();
  }

  private boolean filterable() {
    return !(item instanceof TreeItem.Group || item instanceof TreeItem.Note);
  }
}
