package dev.tusk.core.port;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.result.SpillFiles;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.workspace.WorkspaceStore;

/// Tusk's own data on disk, as the core sees it.
public interface StoragePort extends AutoCloseable {
  ConnectionStore connections();

  HistoryStore history();

  WorkspaceStore workspace();

  SettingsStore settings();

  SpillFiles spillFiles();

  /// Makes everything safe and lets go of the files.
  @Override
  void close();
}
