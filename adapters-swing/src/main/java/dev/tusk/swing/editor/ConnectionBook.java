package dev.tusk.swing.editor;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections that a tab can choose, read away from the event thread. Event thread only.
final class ConnectionBook {
  private static final System.Logger LOG = System.getLogger(ConnectionBook.class.getName());

  private final UiExecutor ui;
  private final ManageConnections saved;
  private final TuskState state;
  private final Runnable changed;
  private Map<ConnectionId, ConnectionChoice> choices = Map.of();

  ConnectionBook(UiExecutor ui, ManageConnections saved, TuskState state, Runnable changed) {
    this.ui = ui;
    this.saved = saved;
    this.state = state;
    this.changed = changed;
  }

  /// Reads them again.
  void refresh() {
    var _ =
        ui.run(
            this::read,
            read -> {
              choices = read;
              changed.run();
            },
            e -> LOG.log(System.Logger.Level.WARNING, "cannot list the connections", e));
  }

  List<ConnectionChoice> all() {
    return List.copyOf(choices.values());
  }

  Optional<ConnectionChoice> find(ConnectionId id) {
    return Optional.ofNullable(choices.get(id));
  }

  private Map<ConnectionId, ConnectionChoice> read() {
    var configs = new ArrayList<ConnectionConfig>(saved.all());
    var live = state.connections();
    for (var connection : live) {
      // one that was never saved, as the sample server
      if (configs.stream().noneMatch(c -> c.id().equals(connection.config().id()))) {
        configs.addFirst(connection.config());
      }
    }
    var read = new LinkedHashMap<ConnectionId, ConnectionChoice>();
    for (var config : configs) {
      var open = live.stream().anyMatch(c -> c.config().id().equals(config.id()));
      read.put(config.id(), ConnectionChoice.of(config, open));
    }
    return read;
  }
}
