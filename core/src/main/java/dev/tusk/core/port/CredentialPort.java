package dev.tusk.core.port;

import dev.tusk.core.credential.CredentialStore;

/// The system's keyring, as the core sees it.
public interface CredentialPort {
  CredentialStore credentials();
}
