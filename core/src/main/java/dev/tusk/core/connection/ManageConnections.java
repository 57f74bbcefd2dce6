package dev.tusk.core.connection;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.UseCase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lists, saves and removes the saved connections. Blocks; thread-safe.
@UseCase
public final class ManageConnections {
  private final ConnectionStore store;
  private final CredentialStore credentials;
  private final OpenConnections open;
  private final Listeners<ConnectionId> listeners = new Listeners<>();

  public ManageConnections(
      ConnectionStore store, CredentialStore credentials, OpenConnections open) {
    this.store = store;
    this.credentials = credentials;
    this.open = open;
  }

  /// All saved connections, by name.
  public List<ConnectionConfig> all() {
    return store.all();
  }

  public Optional<ConnectionConfig> find(ConnectionId id) {
    return store.find(id);
  }

  public Optional<ConnectionConfig> findByName(String name) {
    return store.findByName(name);
  }

  public Optional<Instant> lastUsed(ConnectionId id) {
    return store.lastUsed(id);
  }

  /// Saves it, and its password when one is given and it is to be remembered.
  ///
  /// @param password owned by the caller; null to leave a stored one as it is
  /// @return why the password is kept for this session only; empty when all is well
  public Optional<String> save(ConnectionConfig config, @Nullable Secret password) {
    // A keyring that may ask its owner is not touched for nothing.
    boolean remembered =
        store.find(config.id()).filter(ConnectionConfig::rememberPassword).isPresent();
    store.save(config);
    Optional<String> warning = Optional.empty();
    if (!config.rememberPassword()) {
      if (remembered) {
        credentials.delete(config.id());
      }
    } else if (password != null) {
      credentials.store(config.id(), password);
      warning = credentials.warning();
    }
    listeners.publish(config.id());
    return warning;
  }

  /// Disconnects it, and removes it and its password.
  public void remove(ConnectionId id) {
    open.remove(id);
    store.remove(id);
    credentials.delete(id);
    listeners.publish(id);
  }

  /// Hears the id of each connection that was saved or removed.
  public Registration listen(Consumer<? super ConnectionId> listener) {
    return listeners.add(listener);
  }
}
