package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.connection.ConnectionStoreContract;
import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.CredentialStoreContract;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.TimeSourceContract;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.settings.SettingsStoreContract;
import dev.tusk.core.workspace.WorkspaceStore;
import dev.tusk.core.workspace.WorkspaceStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/// The fakes keep the contracts that the real adapters keep.
class InMemoryStorageTest {
  @Nested
  class Connections implements ConnectionStoreContract {
    @Override
    public ConnectionStore store() {
      return new InMemoryStorage().connections();
    }
  }

  @Nested
  class History implements HistoryStoreContract {
    @Override
    public HistoryStore store() {
      return new InMemoryStorage().history();
    }
  }

  @Nested
  class Workspace implements WorkspaceStoreContract {
    @Override
    public WorkspaceStore store() {
      return new InMemoryStorage().workspace();
    }
  }

  @Nested
  class SettingsRole implements SettingsStoreContract {
    @Override
    public SettingsStore store() {
      return new InMemoryStorage().settings();
    }
  }

  @Nested
  class Credentials implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      return new InMemoryCredentials().credentials();
    }
  }

  @Nested
  class Clock implements TimeSourceContract {
    @Override
    public TimeSource time() {
      return new FixedClock();
    }

    @Override
    public void pass(TimeSource time, Duration duration) {
      ((FixedClock) time).advance(duration);
    }
  }
}
