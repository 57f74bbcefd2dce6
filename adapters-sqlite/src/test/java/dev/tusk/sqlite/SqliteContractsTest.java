package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.connection.ConnectionStoreContract;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.settings.SettingsStoreContract;
import dev.tusk.core.workspace.WorkspaceStore;
import dev.tusk.core.workspace.WorkspaceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// SQLite keeps the contracts of every store.
class SqliteContractsTest {
  @TempDir Path directory;
  private SqliteStorage storage;

  @BeforeEach
  void open() {
    storage = SqliteStorage.open(directory.resolve("tusk.db"), Natives.DIRECTORY);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Nested
  class Connections implements ConnectionStoreContract {
    @Override
    public ConnectionStore store() {
      return storage.connections();
    }
  }

  @Nested
  class History implements HistoryStoreContract {
    @Override
    public HistoryStore store() {
      return storage.history();
    }
  }

  @Nested
  class Workspace implements WorkspaceStoreContract {
    @Override
    public WorkspaceStore store() {
      return storage.workspace();
    }
  }

  @Nested
  class Settings implements SettingsStoreContract {
    @Override
    public SettingsStore store() {
      return storage.settings();
    }
  }
}
