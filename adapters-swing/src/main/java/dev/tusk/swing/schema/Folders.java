package dev.tusk.swing.schema;

import dev.tusk.core.connection.ConnectionGroup;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The groups of connections as rows: puts each connection below its group, and remembers which
/// groups are closed. Event thread only.
final class Folders {
  private static final String CLOSED = "tree.closedGroups";

  private final UiExecutor ui;
  private final Settings settings;
  private final Set<ConnectionGroup> closed = new HashSet<>();
  private final Map<ConnectionGroup, TreeNode> rows = new HashMap<>();

  Folders(UiExecutor ui, Settings settings) {
    this.ui = ui;
    this.settings = settings;
    settings.get(CLOSED, "").lines().map(ConnectionGroup::of).forEach(closed::add);
  }

  /// The rows of the first level: groups by name, then the connections that are in none, as given.
  List<TreeNode> arrange(List<TreeNode> servers) {
    var inner = new HashMap<ConnectionGroup, List<TreeNode>>();
    var groups = new HashMap<ConnectionGroup, Set<ConnectionGroup>>();
    for (var server : servers) {
      var group = server.server().config().group();
      inner.computeIfAbsent(group, g -> new ArrayList<>()).add(server);
      for (var g = group; !g.isNone(); g = g.parent()) {
        groups.computeIfAbsent(g.parent(), p -> new HashSet<>()).add(g);
      }
    }
    rows.keySet().removeIf(g -> groups.values().stream().noneMatch(all -> all.contains(g)));
    return below(null, ConnectionGroup.NONE, groups, inner);
  }

  private List<TreeNode> below(
      @Nullable TreeNode parent,
      ConnectionGroup group,
      Map<ConnectionGroup, Set<ConnectionGroup>> groups,
      Map<ConnectionGroup, List<TreeNode>> servers) {
    var below = new ArrayList<TreeNode>();
    groups.getOrDefault(group, Set.of()).stream()
        .sorted(
            Comparator.comparing(ConnectionGroup::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(ConnectionGroup::name))
        .forEach(
            each -> {
              var row =
                  rows.computeIfAbsent(each, g -> new TreeNode(parent, new TreeItem.Folder(g, 0)));
              row.children(TreeNode.Load.DONE, below(row, each, groups, servers));
              row.item(new TreeItem.Folder(each, connections(row)));
              row.expanded(!closed.contains(each));
              below.add(row);
            });
    for (var server : servers.getOrDefault(group, List.of())) {
      server.under(parent);
      below.add(server);
    }
    return below;
  }

  private static int connections(TreeNode folder) {
    return folder.children().stream()
        .mapToInt(c -> c.item() instanceof TreeItem.Folder inner ? inner.count() : 1)
        .sum();
  }

  /// Remembers that a group was opened or closed.
  void opened(ConnectionGroup group, boolean open) {
    if (open ? closed.remove(group) : closed.add(group)) {
      var text = new TreeSet<String>();
      closed.forEach(g -> text.add(g.text()));
      var all = String.join("\n", text);
      ui.run(
          () -> {
            settings.put(CLOSED, all);
            return true;
          },
          done -> {},
          failure -> {}); // only the next start shows the group as it was before
    }
  }
}
