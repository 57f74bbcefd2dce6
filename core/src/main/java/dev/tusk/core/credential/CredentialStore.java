package dev.tusk.core.credential;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import java.util.Optional;

/// Keeps one password per connection (FR-017, FR-019). Blocks at most its deadline; thread-safe.
@DrivenPort
public interface CredentialStore {
  /// Stores or replaces it. When the keyring cannot, the password is kept for this session only and
  /// [#warning] says so (FR-019a).
  void store(ConnectionId id, Secret password);

  /// A copy that the caller owns.
  ///
  /// @throws dev.tusk.core.error.TuskException with CredentialNotFound when there is none
  Secret retrieve(ConnectionId id);

  /// Deletes it wherever it is; one that is not there is no error.
  ///
  /// @return whether it is gone; when not, the keyring could not be asked and may still have it
  boolean delete(ConnectionId id);

  boolean exists(ConnectionId id);

  PasswordPlace place(ConnectionId id);

  /// Why passwords are kept for this session only; empty while the keyring works or before its
  /// first use.
  Optional<String> warning();

  /// [#warning] for the one who tells people: empty once it has been taken, until the keyring has
  /// worked in between.
  Optional<String> takeWarning();

  /// How many passwords are in memory only although the keyring answers by now: what a person is to
  /// be offered to save. Nothing moves into the keyring without that.
  int savable();

  /// Stores what is in memory in the keyring, as far as that goes.
  ///
  /// @return what is still in memory only because the keyring does not take it
  int saveAll();

  /// Hears, on any thread, that the keyring answers again after it did not.
  Registration onAnswer(Runnable listener);
}
