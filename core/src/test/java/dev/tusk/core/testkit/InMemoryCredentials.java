package dev.tusk.core.testkit;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.port.CredentialPort;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A keyring in memory that can be told to be unwell. Thread-safe.
public final class InMemoryCredentials implements CredentialPort, CredentialStore {
  private final Map<ConnectionId, Secret> secrets = new ConcurrentHashMap<>();
  private final Listeners<String> listeners = new Listeners<>();
  private volatile @Nullable String warning;
  private volatile boolean told;
  private volatile boolean answersAgain;
  private volatile TuskError.@Nullable KeyringFailed failure;

  @Override
  public CredentialStore credentials() {
    return this;
  }

  /// Behaves from now on as a keyring that keeps passwords for this session only.
  public void warnWith(String text) {
    warning = text;
    told = false;
  }

  /// Answers again, as a keyring does that was unlocked: what is kept can be saved from now on.
  public void answerAgain() {
    answersAgain = true;
    listeners.publish("");
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
  public boolean delete(ConnectionId id) {
    failIfTold();
    secrets.remove(id);
    return true;
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

  @Override
  public PasswordPlace place(ConnectionId id) {
    if (!exists(id)) {
      return PasswordPlace.NOWHERE;
    }
    return warning == null ? PasswordPlace.KEYRING : PasswordPlace.SESSION;
  }

  @Override
  public Optional<String> takeWarning() {
    Optional<String> taken = told ? Optional.empty() : warning();
    told = true;
    return taken;
  }

  @Override
  public int savable() {
    return warning != null && answersAgain ? secrets.size() : 0;
  }

  @Override
  public int saveAll() {
    if (warning == null || answersAgain) {
      warning = null;
      answersAgain = false;
      return 0;
    }
    return secrets.size();
  }

  @Override
  public Registration onAnswer(Runnable listener) {
    return listeners.add(event -> listener.run());
  }

  private void failIfTold() {
    TuskError.KeyringFailed told = failure;
    if (told != null) {
      throw new TuskException(told);
    }
  }
}
