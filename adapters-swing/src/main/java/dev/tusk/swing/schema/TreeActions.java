package dev.tusk.swing.schema;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.shell.intent.UiIntent;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What can be done with the selected row: for the keys, the palette and the row's own menu.
final class TreeActions {
  private static final Messages TEXT = Messages.of(TreeActions.class);
  private final TreePresenter presenter;
  private final Intents intents;

  TreeActions(TreePresenter presenter, Intents intents) {
    this.presenter = presenter;
    this.intents = intents;
  }

  /// All of them in the order of the menu; a name that begins a new part has a true flag.
  List<Entry> all(Runnable activate, Runnable find, Consumer<String> copy) {
    return List.of(
        new Entry(false, act("open", n -> true, n -> activate.run(), Glyph.ARROW_RIGHT, "ENTER")),
        new Entry(
            true,
            act(
                "connect",
                n -> n.inConnection() && !linked(n),
                n -> intents.send(new StandardIntents.ConnectRequested(TreePresenter.id(n))),
                Glyph.CONNECTION,
                "menu shift O")),
        new Entry(
            false,
            act(
                "disconnect",
                n -> n.inConnection() && linked(n),
                n -> intents.send(new StandardIntents.DisconnectRequested(TreePresenter.id(n))),
                Glyph.DISCONNECTED,
                "menu shift D")),
        new Entry(
            false,
            act(
                "newTab",
                TreeNode::inConnection,
                n ->
                    intents.send(
                        new StandardIntents.OpenSqlTab(TreePresenter.id(n), null, "", false)),
                Glyph.TERMINAL,
                "menu ENTER")),
        new Entry(
            false,
            act(
                "rows",
                n -> n.item() instanceof TreeItem.Rel,
                presenter::selectRows,
                Glyph.TABLE,
                "F4")),
        new Entry(
            false,
            act(
                "export",
                n -> n.item() instanceof TreeItem.Rel,
                n ->
                    intents.send(
                        new StandardIntents.ExportTable(
                            TreePresenter.id(n), TreePresenter.sqlName(n))),
                Glyph.EXPORT,
                "menu E")),
        new Entry(
            true,
            act(
                "copyName",
                n -> n.inConnection() && !(n.item() instanceof TreeItem.Group),
                n -> copy.accept(TreePresenter.sqlName(n)),
                Glyph.COPY,
                "menu C")),
        new Entry(false, refresh()),
        new Entry(false, always("filter", find, Glyph.FILTER, "menu F")),
        new Entry(true, act("edit", TreeActions::saved, presenter::edit, Glyph.PENCIL, "F2")),
        new Entry(false, act("move", TreeActions::saved, this::move, Glyph.FOLDER, "menu M")),
        new Entry(
            false,
            onServer("duplicate", StandardIntents.DuplicateConnection::new, Glyph.COPY, "menu D")),
        new Entry(
            false,
            onServer("remove", StandardIntents.RemoveConnection::new, Glyph.TRASH, "DELETE")));
  }

  /// An action and whether it begins a new part of the menu.
  record Entry(boolean apart, ActionSpec action) {}

  /// Whether it is what people save: a connection or a group of them.
  private static boolean saved(TreeNode node) {
    return node.item() instanceof TreeItem.Server || node.item() instanceof TreeItem.Folder;
  }

  private void move(TreeNode node) {
    intents.send(
        node.item() instanceof TreeItem.Folder folder
            ? new StandardIntents.MoveGroup(folder.group().text(), null)
            : new StandardIntents.MoveConnection(TreePresenter.id(node), null));
  }

  private static boolean linked(TreeNode node) {
    return switch (node.server().link()) {
      case OPEN, CONNECTING -> true;
      case CLOSED, LOST, FAILED -> false;
    };
  }

  private ActionSpec refresh() {
    return ActionSpec.of(
            ActionIds.TREE_REFRESH,
            TEXT.get("refresh"),
            () -> presenter.selected().ifPresentOrElse(presenter::refresh, presenter::refreshAll))
        .icon(Glyph.REFRESH)
        .menu(MenuId.DATABASE, 220);
  }

  private ActionSpec onServer(
      String name, Function<String, UiIntent> intent, Glyph glyph, String key) {
    return act(
        name,
        n -> n.item() instanceof TreeItem.Server,
        n -> intents.send(intent.apply(TreePresenter.id(n))),
        glyph,
        key);
  }

  private ActionSpec act(
      String name, Predicate<TreeNode> when, Consumer<TreeNode> what, Glyph glyph, String key) {
    return always(name, () -> presenter.selected().filter(when).ifPresent(what), glyph, key)
        .enabledWhen(() -> presenter.selected().filter(when).isPresent());
  }

  private static ActionSpec always(String name, Runnable what, Glyph glyph, String key) {
    return ActionSpec.of("tree." + name, TEXT.get("action." + name), what)
        .icon(glyph)
        .key(ActionContext.TREE, key);
  }
}
