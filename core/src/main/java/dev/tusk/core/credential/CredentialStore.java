package dev.tusk.core.credential;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.DrivenPort;
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

  /// Deletes it; one that is not there is no error.
  void delete(ConnectionId id);

  boolean exists(ConnectionId id);

  /// Why passwords are kept for this session only; empty while the keyring works or before its
  /// first use.
  Optional<String> warning();
}
