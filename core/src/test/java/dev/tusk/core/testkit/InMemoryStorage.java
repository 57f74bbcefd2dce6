package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.port.StoragePort;
import dev.tusk.core.result.SpillFiles;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.workspace.WorkspaceStore;

/// Storage that forgets everything with the object. Thread-safe.
public final class InMemoryStorage implements StoragePort {
  private final ConnectionStore connections = new InMemoryConnections();
  private final HistoryStore history = new InMemoryHistory();
  private final WorkspaceStore workspace = new InMemoryWorkspace();
  private final SettingsStore settings = new InMemorySettings();
  private final SpillFiles spillFiles = new InMemorySpillFiles();

  @Override
  public ConnectionStore connections() {
    return connections;
  }

  @Override
  public HistoryStore history() {
    return history;
  }

  @Override
  public WorkspaceStore workspace() {
    return workspace;
  }

  @Override
  public SettingsStore settings() {
    return settings;
  }

  @Override
  public SpillFiles spillFiles() {
    return spillFiles;
  }

  @Override
  public void close() {}
}
