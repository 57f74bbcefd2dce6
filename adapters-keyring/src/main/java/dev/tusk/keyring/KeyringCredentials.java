package dev.tusk.keyring;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.port.CredentialPort;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Keeps passwords in the system's keyring under `dev.tusk` and the connection's id; in memory
/// until Tusk ends where the keyring cannot. Thread-safe.
///
/// No call blocks longer than two seconds before the keyring has answered once, and half a second
/// afterwards. What was stored is read back and compared: an overwrite can return normally and
/// store nothing. A call that timed out stays alive behind, as a person may be answering the
/// keyring's question; when its answer comes, the keyring is used again and [#onAnswer] says so.
/// What had to stay in memory meanwhile moves into the keyring only by [#saveAll].
///
/// **Ending the process**: the keyring's D-Bus connection has a thread that is no daemon and keeps
/// the JVM alive for good. Whoever uses this class must end the process by `System.exit`, after
/// [#close].
public final class KeyringCredentials implements CredentialPort, CredentialStore, AutoCloseable {
  private static final String SWITCH = "TUSK_KEYRING";

  /// A little shorter than the two seconds that are promised: giving up takes time as well.
  private static final Duration COLD = Duration.ofMillis(1_800);

  /// The same of half a second.
  private static final Duration WARM = Duration.ofMillis(400);

  private final SessionPasswords session = new SessionPasswords();
  private final Listeners<String> answers = new Listeners<>();

  /// Null when the keyring is switched off.
  private final @Nullable VaultThread vault;

  /// Whether the trouble was told; until the keyring has really given or taken a password.
  private final AtomicBoolean told = new AtomicBoolean();

  private volatile @Nullable Trouble trouble;

  /// Whether the keyring has answered since the last trouble.
  private volatile boolean answersAgain;

  KeyringCredentials(Vault.@Nullable Door door, Duration cold, Duration warm) {
    this.vault = door == null ? null : new VaultThread(door, cold, warm, this::answered);
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
    if (vault != null) {
      var _ = offer(vault, id, number, password);
    }
  }

  /// Offers a password that is in memory to the keyring.
  ///
  /// @return whether the keyring has it
  private boolean offer(VaultThread keyring, ConnectionId id, long number, Secret password) {
    String text = password.reveal(String::new);
    AtomicBoolean decided = new AtomicBoolean();
    VaultThread.Answer<@Nullable Boolean> answer =
        keyring.store(open -> take(open, id, number, text, decided));
    if (answer.trouble() == null && Boolean.TRUE.equals(answer.value())) {
      return true;
    }
    // From here on a late answer changes nothing: the person was told that it is in memory.
    if (answer.trouble() == Trouble.SILENT) {
      var _ = decided.compareAndSet(false, true);
    }
    if (session.holds(id, number)) {
      trouble = answer.trouble() == null ? Trouble.REFUSED : answer.trouble();
      answersAgain = false;
      return false;
    }
    return true;
  }

  private boolean take(
      Vault keyring, ConnectionId id, long number, String text, AtomicBoolean decided)
      throws Exception {
    // The keyring asks its owner here, if at all.
    String account = id.toString();
    String before = keyring.glance(account);
    if (!decided.compareAndSet(false, true)) {
      return false;
    }
    boolean stored = text.equals(before) || write(keyring, account, text);
    if (stored) {
      session.remove(id, number);
      told.set(false);
      well();
    }
    return stored;
  }

  @Override
  public Secret retrieve(ConnectionId id) {
    Secret found = find(id).value();
    if (found == null) {
      throw new TuskException(new TuskError.CredentialNotFound(id.toString()));
    }
    return found;
  }

  @Override
  public boolean delete(ConnectionId id) {
    session.remove(id);
    if (vault == null) {
      return true;
    }
    Trouble now =
        vault
            .delete(
                keyring -> {
                  keyring.delete(id.toString());
                  return true;
                })
            .trouble();
    note(now);
    // A system without a keyring has never had one to put a password into.
    return now == null || now == Trouble.ABSENT;
  }

  @Override
  public boolean exists(ConnectionId id) {
    try (Secret found = find(id).value()) {
      return found != null;
    }
  }

  @Override
  public PasswordPlace place(ConnectionId id) {
    if (session.contains(id)) {
      return PasswordPlace.SESSION;
    }
    VaultThread.Answer<@Nullable Secret> answer = find(id);
    try (Secret found = answer.value()) {
      if (found != null) {
        return PasswordPlace.KEYRING;
      }
      return answer.trouble() == null || answer.trouble() == Trouble.ABSENT
          ? PasswordPlace.NOWHERE
          : PasswordPlace.UNKNOWN;
    }
  }

  @Override
  public Optional<String> warning() {
    return Optional.ofNullable(trouble).map(Trouble::warning);
  }

  @Override
  public Optional<String> takeWarning() {
    Optional<String> now = warning();
    return now.isPresent() && told.compareAndSet(false, true) ? now : Optional.empty();
  }

  @Override
  public int savable() {
    return answersAgain ? session.size() : 0;
  }

  @Override
  public int saveAll() {
    if (vault == null) {
      return session.size();
    }
    for (Map.Entry<ConnectionId, Long> each : session.numbers().entrySet()) {
      try (Secret password = session.get(each.getKey())) {
        if (password != null && session.holds(each.getKey(), each.getValue())) {
          var _ = offer(vault, each.getKey(), each.getValue(), password);
        }
      }
    }
    return session.size();
  }

  @Override
  public Registration onAnswer(Runnable listener) {
    return answers.add(event -> listener.run());
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
  private VaultThread.Answer<@Nullable Secret> find(ConnectionId id) {
    Secret kept = session.get(id);
    if (kept != null) {
      lookAgain(id);
      return new VaultThread.Answer<>(kept, null);
    }
    if (vault == null) {
      return new VaultThread.Answer<>(null, null);
    }
    VaultThread.Answer<@Nullable String> answer = vault.read(keyring -> keyring.get(id.toString()));
    note(answer.trouble());
    String text = answer.value();
    if (text != null && trouble != null) {
      told.set(false);
      answered();
    }
    return new VaultThread.Answer<>(text == null ? null : Secret.of(text), answer.trouble());
  }

  /// Finds out in the background whether a keyring that was silent or absent answers by now: a call
  /// that was kept for it may have ended without an answer.
  private void lookAgain(ConnectionId id) {
    Trouble now = trouble;
    if (vault != null && !answersAgain && (now == Trouble.SILENT || now == Trouble.ABSENT)) {
      vault.aside(
          open -> {
            String found = open.glance(id.toString());
            answered();
            return found;
          });
    }
  }

  private static boolean write(Vault keyring, String account, String text) throws Exception {
    keyring.set(account, text);
    if (text.equals(keyring.glance(account))) {
      return true;
    }
    // An entry that cannot be overwritten can sometimes be replaced.
    keyring.delete(account);
    keyring.set(account, text);
    return text.equals(keyring.get(account));
  }

  /// The keyring answered after it had been given up, or gave a password after a trouble.
  private void answered() {
    if (session.isEmpty()) {
      well();
    } else if (!answersAgain) {
      answersAgain = true;
      answers.publish("");
    }
  }

  private void note(@Nullable Trouble now) {
    if (now != null) {
      trouble = now;
      answersAgain = false;
    } else if (session.isEmpty()) {
      well();
    }
  }

  private void well() {
    if (!session.isEmpty()) {
      return;
    }
    boolean before = trouble != null;
    trouble = null;
    answersAgain = false;
    if (before) {
      answers.publish("");
    }
  }
}
