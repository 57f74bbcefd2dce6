package dev.tusk.swing.schema;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionGroup;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.shell.intent.UiIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what the tree shows and what its rows do. Event thread only.
final class TreePresenter {
  private static final Messages TEXT = Messages.of(TreePresenter.class);

  private final UiExecutor ui;
  private final Intents intents;
  private final ManageConnections connections;
  private final TuskState state;
  private final List<View> views = new ArrayList<>();
  private final Folders folders;
  private final SchemaReader reader;
  private List<TreeNode> servers = List.of();
  private List<TreeNode> roots = List.of();
  private String words = "";
  private @Nullable TreeNode selected;

  /// What shows the tree.
  interface View {
    /// The rows changed: draw [TreePresenter#shown] anew, open what is expanded, keep the place.
    void changed();

    /// Selects a row and scrolls to it.
    void reveal(TreeNode node);
  }

  TreePresenter(
      UiExecutor ui,
      Intents intents,
      ManageConnections connections,
      BrowseSchema browse,
      TuskState state,
      Settings settings) {
    this.ui = ui;
    this.intents = intents;
    this.connections = connections;
    this.state = state;
    this.folders = new Folders(ui, settings);
    this.reader = new SchemaReader(ui, browse, new Rows());
  }

  void attach(View view) {
    views.add(view);
  }

  /// The groups and connections at the top that the filter lets through.
  List<TreeNode> shown() {
    return roots.stream().filter(r -> words.isEmpty() || r.hit() || !r.shown().isEmpty()).toList();
  }

  /// Whether there are connections at all, filtered or not.
  boolean empty() {
    return roots.isEmpty();
  }

  boolean filtering() {
    return !words.isEmpty();
  }

  Optional<TreeNode> selected() {
    return Optional.ofNullable(selected);
  }

  void select(@Nullable TreeNode node) {
    selected = node;
  }

  /// Reads the saved connections again, keeping what is known below them.
  void reload() {
    ui.run(
        () -> {
          var live = new HashMap<ConnectionId, LiveConnection>();
          state.connections().forEach(c -> live.put(c.config().id(), c));
          return new Known(connections.all(), live);
        },
        this::show,
        failure -> intents.send(trouble(TEXT.get("connections.unread"), failure)));
  }

  private record Known(List<ConnectionConfig> saved, Map<ConnectionId, LiveConnection> live) {}

  private void show(Known known) {
    var before = new HashMap<ConnectionId, TreeNode>();
    servers.forEach(s -> before.put(s.server().config().id(), s));
    var now = new ArrayList<TreeNode>();
    for (var config : known.saved()) {
      var live = known.live().get(config.id());
      var old = before.get(config.id());
      if (old != null) {
        old.item(new TreeItem.Server(config, old.server().link(), old.server().version()));
      }
      var node =
          old != null
              ? old
              : new TreeNode(null, new TreeItem.Server(config, TreeItem.Link.CLOSED, ""));
      now.add(node);
      if (live != null && node.server().link() != TreeItem.Link.OPEN) {
        opened(node, live);
      }
    }
    servers = List.copyOf(now);
    roots = folders.arrange(servers);
    if (selected != null && !there(selected)) {
      selected = null;
    }
    changed();
  }

  private boolean there(TreeNode node) {
    return node.inConnection()
        ? servers.contains(node.connection())
        : roots.contains(node.path().getFirst());
  }

  /// Shows only what contains `text`, without regard to case; empty shows all.
  void filter(String text) {
    words = text.toLowerCase(Locale.ROOT);
    changed();
  }

  /// The user opened a row: its children are read if they are not yet; a closed connection is
  /// connected, and opens when that is done.
  void expand(TreeNode node) {
    if (node.load() == TreeNode.Load.NOT_YET
        && node.item() instanceof TreeItem.Server server
        && server.link() != TreeItem.Link.OPEN) {
      activate(node);
      changed();
      return;
    }
    node.expanded(true);
    if (node.item() instanceof TreeItem.Folder folder) {
      folders.opened(folder.group(), true);
    } else if (node.load() == TreeNode.Load.NOT_YET) {
      reader.load(node);
    }
  }

  void collapse(TreeNode node) {
    if (words.isEmpty()) {
      node.expanded(false);
      if (node.item() instanceof TreeItem.Folder folder) {
        folders.opened(folder.group(), false);
      }
    }
  }

  /// Whether a group or a connection may be dropped on `target`; null is the empty ground.
  static boolean accepts(TreeNode moved, @Nullable TreeNode target) {
    var to = groupOf(target);
    return switch (moved.item()) {
      case TreeItem.Server server -> !server.config().group().equals(to);
      case TreeItem.Folder folder ->
          !folder.group().contains(to) && !folder.group().parent().equals(to);
      default -> false;
    };
  }

  /// A group or a connection was dropped on `target`: on a group, on a connection whose group is
  /// meant, or on the empty ground, which is in no group.
  void drop(TreeNode moved, @Nullable TreeNode target) {
    if (accepts(moved, target)) {
      var to = groupOf(target);
      if (moved.item() instanceof TreeItem.Folder folder) {
        send(new StandardIntents.MoveGroup(folder.group().text(), to.child(folder.name()).text()));
      } else {
        send(new StandardIntents.MoveConnection(id(moved), to.text()));
      }
    }
  }

  private static ConnectionGroup groupOf(@Nullable TreeNode target) {
    return target == null
        ? ConnectionGroup.NONE
        : target.item() instanceof TreeItem.Folder folder
            ? folder.group()
            : target.server().config().group();
  }

  /// Opens the dialog of a connection, or asks for another name of a group.
  void edit(TreeNode node) {
    if (node.item() instanceof TreeItem.Folder folder) {
      send(new StandardIntents.MoveGroup(folder.group().text(), null));
    } else {
      send(new StandardIntents.EditConnection(id(node)));
    }
  }

  /// Whether a row stands open: as the user left it, and while filtering wherever something is
  /// found below it.
  boolean open(TreeNode node) {
    return !node.leaf() && (node.expanded() || (filtering() && foundBelow(node)));
  }

  private static boolean foundBelow(TreeNode node) {
    return node.shown().stream().anyMatch(c -> c.hit() || foundBelow(c));
  }

  /// Double click or Enter.
  ///
  /// @return whether that was all; otherwise the row opens or closes
  boolean activate(TreeNode node) {
    return switch (node.item()) {
      case TreeItem.Server server ->
          switch (server.link()) {
            case CLOSED, LOST, FAILED -> send(new StandardIntents.ConnectRequested(id(node)));
            case CONNECTING -> true;
            case OPEN -> false;
          };
      case TreeItem.Rel ignored -> {
        selectRows(node);
        yield true;
      }
      case TreeItem.Col column ->
          send(new StandardIntents.InsertText(Identifier.quote(column.name())));
      case TreeItem.Note note -> {
        var parent = node.parent();
        if (note.mood() == TreeItem.Mood.FAILED && parent != null) {
          retry(parent);
        }
        yield true;
      }
      case TreeItem.Folder ignored -> false;
      case TreeItem.Schema ignored -> false;
      case TreeItem.Group ignored -> false;
      case TreeItem.Func ignored -> true;
      case TreeItem.Type ignored -> true;
    };
  }

  private void retry(TreeNode node) {
    if (node.item() instanceof TreeItem.Server server && server.link() != TreeItem.Link.OPEN) {
      send(new StandardIntents.ConnectRequested(id(node)));
    } else {
      reader.load(node);
    }
  }

  /// Opens a tab with the rows of a relation.
  void selectRows(TreeNode node) {
    if (node.item() instanceof TreeItem.Rel(Relation relation)) {
      var name = Identifier.qualified(relation.schema(), relation.name());
      send(
          new StandardIntents.OpenSqlTab(
              id(node), relation.name(), "select * from " + name + ";", true));
    }
  }

  /// What "copy name" copies: quoted and qualified, ready for SQL.
  static String sqlName(TreeNode node) {
    return switch (node.item()) {
      case TreeItem.Rel rel -> Identifier.qualified(rel.relation().schema(), rel.name());
      case TreeItem.Func func -> Identifier.qualified(func.routine().schema(), func.name());
      case TreeItem.Type type -> Identifier.qualified(type.type().schema(), type.name());
      case TreeItem.Schema schema -> Identifier.quote(schema.name());
      case TreeItem.Col column -> Identifier.quote(column.name());
      case TreeItem.Folder folder -> folder.group().text();
      case TreeItem.Server server -> server.name();
      case TreeItem.Group group -> group.name();
      case TreeItem.Note note -> note.name();
    };
  }

  static String id(TreeNode node) {
    return node.server().config().id().toString();
  }

  /// Reads what belongs to a connection again; open rows stay open.
  void refresh(TreeNode node) {
    if (node.inConnection() && node.server().link() == TreeItem.Link.OPEN) {
      reader.reread(node.connection());
    } else {
      reload();
    }
  }

  /// Reads everything that is shown again.
  void refreshAll() {
    reload();
    servers.stream().filter(s -> s.server().link() == TreeItem.Link.OPEN).forEach(reader::reread);
  }

  void refresh(String connectionId) {
    root(connectionId).ifPresent(this::refresh);
  }

  /// A connection is being opened.
  void connecting(String connectionId) {
    root(connectionId)
        .filter(r -> r.server().link() != TreeItem.Link.OPEN)
        .ifPresent(root -> link(root, TreeItem.Link.CONNECTING, ""));
  }

  void cancelled(String connectionId) {
    root(connectionId)
        .filter(r -> r.server().link() == TreeItem.Link.CONNECTING)
        .ifPresent(root -> link(root, TreeItem.Link.CLOSED, ""));
  }

  void failed(StandardIntents.ConnectFailed failure) {
    root(failure.connectionId())
        .ifPresent(
            root -> {
              link(root, TreeItem.Link.FAILED, "");
              SchemaReader.note(
                  root,
                  TreeNode.Load.FAILED,
                  new TreeItem.Note(TreeItem.Mood.FAILED, failure.message(), failure.suggestion()));
              root.expanded(true);
              changed();
            });
  }

  void opened(String connectionId) {
    var id = ConnectionId.parse(connectionId);
    ui.run(
        () -> state.connection(id),
        live -> {
          var root = root(connectionId);
          if (root.isEmpty()) {
            reload();
          } else if (live.isPresent()) {
            opened(root.get(), live.get());
            unfold(root.get());
            changed();
          }
        },
        failure -> intents.send(trouble(TEXT.get("connections.unread"), failure)));
  }

  private void opened(TreeNode root, LiveConnection live) {
    root.item(root.server().link(TreeItem.Link.OPEN, live.server().shortVersion()));
    root.unload();
    expand(root);
  }

  /// A connection is gone.
  ///
  /// @param lost whether nobody wanted that: what is known of it stays to be looked at
  void closed(String connectionId, boolean lost) {
    root(connectionId)
        .ifPresent(
            root -> {
              if (lost) {
                root.item(root.server().link(TreeItem.Link.LOST, ""));
              } else {
                root.expanded(false);
                link(root, TreeItem.Link.CLOSED, "");
              }
              changed();
            });
  }

  /// Opens the rows above an object and selects it.
  void reveal(String connectionId, String schema, String name) {
    root(connectionId)
        .ifPresent(
            root ->
                root.child("schema " + schema)
                    .ifPresent(
                        found ->
                            reader.whenLoaded(
                                found,
                                () -> {
                                  for (var group : found.children()) {
                                    group
                                        .child("relation " + name)
                                        .ifPresent(
                                            relation -> {
                                              found.expanded(true);
                                              group.expanded(true);
                                              root.expanded(true);
                                              unfold(root);
                                              changed();
                                              views.forEach(v -> v.reveal(relation));
                                            });
                                  }
                                })));
  }

  /// Opens the groups around a connection.
  private void unfold(TreeNode root) {
    for (var up = root.parent(); up != null; up = up.parent()) {
      expand(up);
    }
  }

  private void link(TreeNode root, TreeItem.Link link, String version) {
    root.item(root.server().link(link, version));
    root.unload();
    changed();
  }

  private Optional<TreeNode> root(String connectionId) {
    return servers.stream().filter(s -> id(s).equals(connectionId)).findFirst();
  }

  private static UiIntent trouble(String title, Exception failure) {
    var info = ErrorInfo.of(TuskException.errorOf(failure));
    var advice = info.suggestion();
    return new StandardIntents.ShowError(title, info.message(), advice == null ? "" : advice);
  }

  private boolean send(UiIntent intent) {
    intents.send(intent);
    return true;
  }

  private void changed() {
    roots.forEach(r -> r.filter(words));
    views.forEach(View::changed);
  }

  /// The rows for the one who reads them.
  private final class Rows implements SchemaReader.Host {
    @Override
    public boolean has(TreeNode connection) {
      return servers.contains(connection);
    }

    @Override
    public void replaced(TreeNode old, TreeNode now) {
      if (Objects.equals(selected, old)) {
        selected = now;
      }
    }

    @Override
    public void changed() {
      TreePresenter.this.changed();
    }
  }
}
