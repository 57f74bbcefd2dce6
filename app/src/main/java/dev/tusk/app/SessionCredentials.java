package dev.tusk.app;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps passwords until the program ends.
final class SessionCredentials implements CredentialStore {
  private final Map<ConnectionId, Secret> secrets = new ConcurrentHashMap<>();

  @Override
  public void store(ConnectionId id, Secret password) {
    secrets.put(id, password.copy());
  }

  @Override
  public Secret retrieve(ConnectionId id) {
    Secret secret = secrets.get(id);
    if (secret == null) {
      throw new TuskException(new TuskError.CredentialNotFound(id.toString()));
    }
    return secret.copy();
  }

  @Override
  public void delete(ConnectionId id) {
    secrets.remove(id);
  }

  @Override
  public boolean exists(ConnectionId id) {
    return secrets.containsKey(id);
  }

  @Override
  public Optional<String> warning() {
    return Optional.of("Passwords are kept for this session only");
  }
}
