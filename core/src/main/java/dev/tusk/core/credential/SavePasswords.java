package dev.tusk.core.credential;

import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.UseCase;
import java.util.Optional;

/// Saves in the keyring what had to be kept in memory, when a person wants that. Blocks.
@UseCase
public final class SavePasswords {
  private final CredentialStore credentials;

  public SavePasswords(CredentialStore credentials) {
    this.credentials = credentials;
  }

  /// How many passwords can be offered to be saved; 0 while the keyring does not answer.
  public int waiting() {
    return credentials.savable();
  }

  /// Saves them.
  ///
  /// @return why some are still kept for this session only; empty when all are in the keyring
  public Optional<String> save() {
    return credentials.saveAll() == 0 ? Optional.empty() : credentials.warning();
  }

  /// Hears, on any thread, that there may be something to offer.
  public Registration listen(Runnable listener) {
    return credentials.onAnswer(listener);
  }
}
