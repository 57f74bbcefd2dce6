package dev.tusk.swing.schema;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.intent.StandardIntents;
import org.jspecify.annotations.Nullable;

/// The sidebar: connections, and what their databases contain.
public final class SchemaFeature implements UiFeature {
  private final ManageConnections connections;
  private final BrowseSchema browse;
  private final TuskState state;
  private final Settings settings;
  private @Nullable TreePresenter presenter;
  private @Nullable TreePanel panel;

  /// @param settings remember which groups are closed
  public SchemaFeature(
      ManageConnections connections, BrowseSchema browse, TuskState state, Settings settings) {
    this.connections = connections;
    this.browse = browse;
    this.state = state;
    this.settings = settings;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    var tree = new TreePresenter(shell.ui(), shell.intents(), connections, browse, state, settings);
    presenter = tree;
    var actions =
        new TreeActions(tree, shell.intents()).all(this::activate, this::find, SchemaFeature::copy);
    actions.forEach(a -> contributions.action(a.action()));
    contributions.region(
        Region.SIDEBAR,
        () -> {
          var made = new TreePanel(tree, shell, actions);
          panel = made;
          return made;
        });
    var intents = shell.intents();
    intents.on(StandardIntents.ConnectionsChanged.class, i -> tree.reload());
    intents.on(StandardIntents.ConnectRequested.class, i -> tree.connecting(i.connectionId()));
    intents.on(StandardIntents.ConnectFailed.class, tree::failed);
    intents.on(StandardIntents.ConnectCancelled.class, i -> tree.cancelled(i.connectionId()));
    intents.on(StandardIntents.ConnectionOpened.class, i -> tree.opened(i.connectionId()));
    intents.on(
        StandardIntents.ConnectionClosed.class,
        i -> tree.closed(i.connectionId(), !i.reason().isEmpty()));
    intents.on(StandardIntents.RefreshSchema.class, i -> tree.refresh(i.connectionId()));
    intents.on(
        StandardIntents.RevealObject.class,
        i -> tree.reveal(i.connectionId(), i.schema(), i.name()));
  }

  @Override
  public void started() {
    if (presenter != null) {
      presenter.reload();
    }
  }

  private void activate() {
    if (panel != null) {
      panel.activate();
    }
  }

  private void find() {
    if (panel != null) {
      panel.find();
    }
  }

  private static void copy(String text) {
    Clipboards.copy(text);
  }
}
