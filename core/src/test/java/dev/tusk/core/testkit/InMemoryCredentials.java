package dev.tusk.core.testkit;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.port.CredentialPort;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A keyring in memory that can be told to be unwell. Thread-safe.
public final class InMemoryCredentials implements CredentialPort, CredentialStore {
  private final Map<ConnectionId, Secret> secrets = new ConcurrentHashMap<>();
  private volatile @Nullable String warning;
  private volatile TuskError.@Nullable KeyringFailed failure;

  @Override
  public CredentialStore credentials() {
    return this;
  }

  /// Behaves from now on as a keyring that keeps passwords for this session only.
  public void warnWith(String text) {
    warning = text;
  }

  /// Every call fails with `error` from now on; null makes it well again.
  public void failWith(TuskError.@Nullable KeyringFailed error) {
    failure = error;
  }

  @Override
  public void store(ConnectionId id, Secret password) {
    failIfTold();
    secrets.put(id, password.copy());
  }

  @Override
  public Secret retrieve(ConnectionId id) {
    failIfTold();
    Secret found = secrets.get(id);
    if (found == null) {
      throw new TuskException(new TuskError.CredentialNotFound(id.toString()));
    }
    return found.copy();
  }

  @Override
  public void delete(ConnectionId id) {
    failIfTold();
    secrets.remove(id);
  }

  @Override
  public boolean exists(ConnectionId id) {
    failIfTold();
    return secrets.containsKey(id);
  }

  @Override
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  private void failIfTold() {
    TuskError.KeyringFailed told = failure;
    if (told != null) {
      throw new TuskException(told);
    }
  }
}
