package dev.tusk.swing.schema;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// Reads in the background what is below a row, and says there how far it is. Event thread only.
final class SchemaReader {
  private static final Messages TEXT = Messages.of(SchemaReader.class);

  private final UiExecutor ui;
  private final BrowseSchema browse;
  private final Host host;

  /// What is told to the one who holds the rows.
  interface Host {
    /// Whether a connection is still among the rows.
    boolean has(TreeNode connection);

    /// A row stands where another one stood.
    void replaced(TreeNode old, TreeNode now);

    /// Rows came, went or changed.
    void changed();
  }

  SchemaReader(UiExecutor ui, BrowseSchema browse, Host host) {
    this.ui = ui;
    this.browse = browse;
    this.host = host;
  }

  /// Reads all that belongs to a connection again; open rows stay open.
  void reread(TreeNode root) {
    var id = root.server().config().id();
    ui.run(
        () -> {
          browse.refresh(id);
          return true;
        },
        done -> load(root),
        failure -> failed(root, failure));
  }

  /// Reads the children of a row.
  void load(TreeNode node) {
    load(node, node.children(), () -> {});
  }

  /// What was open among the rows `before` is opened again: a refresh keeps the view.
  private void load(TreeNode node, List<TreeNode> before, Runnable then) {
    var id = node.server().config().id();
    switch (node.item()) {
      case TreeItem.Server ignored ->
          read(
              node,
              before,
              () -> browse.namespaces(id),
              read -> SchemaRows.schemas(node, read),
              then);
      case TreeItem.Schema schema ->
          read(
              node,
              before,
              () -> browse.contents(id, schema.namespace()),
              read -> SchemaRows.groups(node, read),
              then);
      case TreeItem.Rel rel ->
          read(
              node,
              before,
              () -> browse.columns(id, rel.relation()),
              read -> SchemaRows.columns(node, read),
              then);
      case TreeItem.Folder ignored -> {}
      case TreeItem.Group ignored -> {}
      case TreeItem.Col ignored -> {}
      case TreeItem.Func ignored -> {}
      case TreeItem.Type ignored -> {}
      case TreeItem.Note ignored -> {}
    }
  }

  private <T> void read(
      TreeNode node,
      List<TreeNode> before,
      Callable<T> work,
      Function<T, List<TreeNode>> rows,
      Runnable then) {
    var wasOpen = node.server().link();
    if (node.children().isEmpty() || node.load() == TreeNode.Load.FAILED) {
      note(
          node,
          TreeNode.Load.RUNNING,
          new TreeItem.Note(TreeItem.Mood.LOADING, TEXT.get("loading"), ""));
      host.changed();
    }
    ui.run(
        work,
        value -> {
          if (node.server().link() != wasOpen || !host.has(node.connection())) {
            return; // closed in the meantime
          }
          var now = rows.apply(value);
          if (now.isEmpty()) {
            note(
                node,
                TreeNode.Load.DONE,
                new TreeItem.Note(TreeItem.Mood.EMPTY, TEXT.get("nothing"), ""));
          } else {
            node.children(TreeNode.Load.DONE, now);
            restore(before, now);
          }
          openOnlySchema(node);
          host.changed();
          then.run();
        },
        failure -> failed(node, failure));
  }

  /// Opens again what was open before.
  private void restore(List<TreeNode> before, List<TreeNode> now) {
    var byKey = new HashMap<String, TreeNode>();
    before.forEach(b -> byKey.put(b.item().key(), b));
    for (var node : now) {
      var old = byKey.get(node.item().key());
      if (old == null) {
        continue;
      }
      host.replaced(old, node);
      node.expanded(old.expanded());
      if (node.load() == TreeNode.Load.DONE) {
        restore(old.children(), node.children());
      } else if (node.load() == TreeNode.Load.NOT_YET && old.expanded()) {
        load(node, old.children(), () -> {});
      }
    }
  }

  /// A database with one schema of its own has nothing to choose from: show its tables.
  private void openOnlySchema(TreeNode node) {
    if (node.item() instanceof TreeItem.Server) {
      var own =
          node.children().stream()
              .filter(c -> c.item() instanceof TreeItem.Schema s && !s.namespace().system())
              .toList();
      if (own.size() == 1 && own.getFirst().load() == TreeNode.Load.NOT_YET) {
        var schema = own.getFirst();
        schema.expanded(true);
        load(schema, List.of(), () -> schema.children().getFirst().expanded(true));
        host.changed();
      }
    }
  }

  /// Does something as soon as the children of a row are there.
  void whenLoaded(TreeNode node, Runnable then) {
    if (node.load() == TreeNode.Load.DONE) {
      then.run();
    } else {
      load(node, node.children(), then);
    }
  }

  private void failed(TreeNode node, Exception failure) {
    var info = ErrorInfo.of(TuskException.errorOf(failure));
    var advice = info.hint() != null ? info.hint() : info.suggestion();
    note(
        node,
        TreeNode.Load.FAILED,
        new TreeItem.Note(TreeItem.Mood.FAILED, info.message(), advice == null ? "" : advice));
    host.changed();
  }

  /// Puts one row that says something in place of all below a row.
  static void note(TreeNode node, TreeNode.Load load, TreeItem.Note note) {
    node.children(load, List.of(new TreeNode(node, note)));
  }
}
