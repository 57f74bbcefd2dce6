package dev.tusk.keyring;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.port.CredentialPort;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps passwords in the system's keyring under `dev.tusk` and the connection's id; in memory
/// until Tusk ends where the keyring cannot. Thread-safe.
///
/// No call blocks longer than two seconds before the keyring has answered once, and half a second
/// afterwards. What was stored is read back and compared: an overwrite can return normally and
/// store nothing. A call that timed out goes on behind: when its answer comes, the keyring is used.
///
/// **Ending the process**: the keyring's D-Bus connection has a thread that is no daemon and keeps
/// the JVM alive for good. Whoever uses this class must end the process by `System.exit`, after
/// [#close].
public final class KeyringCredentials implements CredentialPort, CredentialStore, AutoCloseable {
  private static final String SWITCH = "TUSK_KEYRING";
  private static final Duration COLD = Duration.ofSeconds(2);
  private static final Duration WARM = Duration.ofMillis(500);

  private final SessionPasswords session = new SessionPasswords();

  /// Null when the keyring is switched off.
  private final @Nullable VaultThread vault;

  private volatile @Nullable Trouble trouble;

  KeyringCredentials(Vault.@Nullable Door door, Duration cold, Duration warm) {
    this.vault = door == null ? null : new VaultThread(door, cold, warm);
    this.trouble = door == null ? Trouble.OFF : null;
  }

  /// The system's keyring, untouched until its first use; `TUSK_KEYRING=off` in the environment
  /// keeps every password in memory.
  public static KeyringCredentials system() {
    boolean off = "off".equalsIgnoreCase(System.getenv(SWITCH));
    return new KeyringCredentials(off ? null : SystemVault::open, COLD, WARM);
  }

  /// Reaches the keyring behind, so that its first use is quick; returns at once.
  public void warmUp() {
    if (vault != null) {
      vault.warmUp();
    }
  }

  @Override
  public CredentialStore credentials() {
    return this;
  }

  @Override
  public void store(ConnectionId id, Secret password) {
    long number = session.put(id, password);
    if (vault == null) {
      return;
    }
    String text = password.reveal(String::new);
    VaultThread.Answer<@Nullable Boolean> answer =
        vault.change(
            keyring -> {
              boolean stored = write(keyring, id.toString(), text);
              if (stored) {
                // Also when nobody waits any more: the keyring has it now.
                trouble = null;
                session.remove(id, number);
              }
              return stored;
            });
    if (answer.trouble() != null) {
      blame(id, number, answer.trouble());
    } else if (!Boolean.TRUE.equals(answer.value())) {
      blame(id, number, Trouble.REFUSED);
    }
  }

  @Override
  public Secret retrieve(ConnectionId id) {
    Secret found = find(id);
    if (found == null) {
      throw new TuskException(new TuskError.CredentialNotFound(id.toString()));
    }
    return found;
  }

  @Override
  public void delete(ConnectionId id) {
    session.remove(id);
    if (vault != null) {
      note(
          vault
              .change(
                  keyring -> {
                    keyring.delete(id.toString());
                    return true;
                  })
              .trouble());
    }
  }

  @Override
  public boolean exists(ConnectionId id) {
    try (Secret found = find(id)) {
      return found != null;
    }
  }

  @Override
  public Optional<String> warning() {
    return Optional.ofNullable(trouble).map(Trouble::warning);
  }

  /// Wipes what is in memory and lets go of the keyring; waits at most half a second.
  @Override
  public void close() {
    session.clear();
    if (vault != null) {
      vault.close();
    }
  }

  /// A copy for the caller. What is in memory is newer than what the keyring may have.
  private @Nullable Secret find(ConnectionId id) {
    Secret kept = session.get(id);
    if (kept != null) {
      return kept;
    }
    if (vault == null) {
      return null;
    }
    VaultThread.Answer<@Nullable String> answer = vault.read(keyring -> keyring.get(id.toString()));
    note(answer.trouble());
    String text = answer.value();
    return text == null ? null : Secret.of(text);
  }

  private static boolean write(Vault keyring, String account, String text) throws Exception {
    keyring.set(account, text);
    if (text.equals(keyring.get(account))) {
      return true;
    }
    // An entry that cannot be overwritten can sometimes be replaced.
    keyring.delete(account);
    keyring.set(account, text);
    return text.equals(keyring.get(account));
  }

  /// The keyring did not take the password, unless its answer came in this very moment.
  private void blame(ConnectionId id, long number, Trouble why) {
    if (session.holds(id, number)) {
      trouble = why;
    }
  }

  private void note(@Nullable Trouble now) {
    if (now != null) {
      trouble = now;
    } else if (session.isEmpty()) {
      trouble = null;
    }
  }
}
