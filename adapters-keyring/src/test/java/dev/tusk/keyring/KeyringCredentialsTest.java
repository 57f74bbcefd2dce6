package dev.tusk.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.javakeyring.BackendNotSupportedException;
import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.CredentialStoreContract;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The behaviour around the keyring, on one that fails when told; the real one is in
/// [KeyringStatesTest].
class KeyringCredentialsTest {
  private static final ConnectionId SHOP = new ConnectionId(new UUID(1, 1));
  private static final Duration PATIENT = Duration.ofSeconds(10);

  /// Long enough for a vault that answers, also on a machine that is busy with others.
  private static final Duration SHORT = Duration.ofMillis(500);

  private final ScriptedVault vault = new ScriptedVault();
  private final AtomicInteger opened = new AtomicInteger();
  private KeyringCredentials credentials = with(PATIENT);

  private KeyringCredentials with(Duration deadline) {
    return new KeyringCredentials(
        () -> {
          opened.incrementAndGet();
          return vault;
        },
        deadline,
        deadline);
  }

  @AfterEach
  void openTheGate() {
    CountDownLatch gate = vault.gate;
    if (gate != null) {
      gate.countDown();
    }
    credentials.close();
  }

  @Nested
  class Working implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      return credentials;
    }
  }

  @Nested
  class Locked implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      vault.failure = new NullPointerException("as a locked keyring does");
      return credentials;
    }
  }

  @Nested
  class Absent implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      return new KeyringCredentials(
          () -> {
            throw new BackendNotSupportedException("planned");
          },
          PATIENT,
          PATIENT);
    }
  }

  @Nested
  class SwitchedOff implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      return new KeyringCredentials(null, PATIENT, PATIENT);
    }
  }

  @Nested
  class Hanging implements CredentialStoreContract {
    @Override
    public CredentialStore store() {
      vault.gate = new CountDownLatch(1);
      credentials = with(SHORT);
      return credentials;
    }
  }

  private void isSessionOnly(String reason) {
    assertThat(credentials.warning().orElseThrow())
        .startsWith("Passwords are kept for this session only")
        .contains(reason);
  }

  @Test
  void keyringIsNotTouchedBeforeItsFirstUse() {
    assertThat(opened).hasValue(0);
    assertThat(credentials.warning()).isEmpty();
  }

  @Test
  void passwordThatTheKeyringTookIsNotKeptInMemory() {
    credentials.store(SHOP, Secret.of("s3cret"));
    assertThat(vault.entries).containsEntry(SHOP.toString(), "s3cret");
    assertThat(credentials.warning()).isEmpty();

    assertThat(credentials.place(SHOP)).isEqualTo(PasswordPlace.KEYRING);
    vault.entries.clear();

    assertThat(credentials.exists(SHOP)).isFalse();
  }

  @Test
  void overwriteThatStoresNothingIsFoundByReadingBack() {
    vault.entries.put(SHOP.toString(), "old");
    vault.swallowsOverwrites = true;

    credentials.store(SHOP, Secret.of("new"));

    assertThat(credentials.retrieve(SHOP)).isEqualTo(Secret.of("new"));
    assertThat(vault.entries).containsEntry(SHOP.toString(), "new");
  }

  @Test
  void lockedKeyringWarnsAndMemoryServesUntilItIsUnlocked() {
    vault.failure = new NullPointerException("as a locked keyring does");
    credentials.store(SHOP, Secret.of("s3cret"));
    isSessionOnly("locked");
    assertThat(credentials.retrieve(SHOP)).isEqualTo(Secret.of("s3cret"));

    vault.failure = null;
    credentials.store(SHOP, Secret.of("s3cret"));

    assertThat(credentials.warning()).isEmpty();
    assertThat(vault.entries).containsEntry(SHOP.toString(), "s3cret");
  }

  @Test
  void newPasswordInMemoryComesBeforeTheOldOneInTheKeyring() {
    credentials.store(SHOP, Secret.of("old"));
    vault.failure = new NullPointerException("locked meanwhile");
    credentials.store(SHOP, Secret.of("new"));
    vault.failure = null;

    assertThat(credentials.retrieve(SHOP)).isEqualTo(Secret.of("new"));
  }

  @Test
  void lateAnswerBringsTheKeyringBackAndOffersToSave() {
    CountDownLatch gate = new CountDownLatch(1);
    vault.gate = gate;
    credentials = with(SHORT);
    AtomicInteger heard = new AtomicInteger();
    var _ = credentials.onAnswer(heard::incrementAndGet);
    credentials.store(SHOP, Secret.of("s3cret"));
    isSessionOnly("did not answer");
    assertThat(credentials.savable()).isZero();

    gate.countDown();

    await().untilAsserted(() -> assertThat(heard).hasValue(1));
    assertThat(credentials.savable()).isEqualTo(1);
    assertThat(vault.entries).as("nothing moves silently").isEmpty();
    assertThat(credentials.saveAll()).isZero();
    assertThat(vault.entries).containsEntry(SHOP.toString(), "s3cret");
    assertThat(credentials.warning()).isEmpty();
    assertThat(credentials.savable()).isZero();
    assertThat(credentials.retrieve(SHOP)).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void warningIsTakenOnceHoweverManyReasonsThereAre() {
    vault.failure = new NullPointerException("locked");
    credentials.store(SHOP, Secret.of("s3cret"));
    assertThat(credentials.takeWarning()).isPresent();
    credentials.delete(SHOP);
    vault.failure = new IllegalStateException("something else");
    credentials.store(SHOP, Secret.of("s3cret"));
    assertThat(credentials.takeWarning()).isEmpty();

    vault.failure = null;
    credentials.store(SHOP, Secret.of("s3cret"));
    vault.failure = new NullPointerException("locked again");
    credentials.store(SHOP, Secret.of("other"));
    assertThat(credentials.takeWarning()).as("it had worked in between").isPresent();
  }

  @Test
  void keyringThatCannotBeAskedToDeleteIsReported() {
    credentials.store(SHOP, Secret.of("s3cret"));
    vault.failure = new NullPointerException("locked");

    assertThat(credentials.delete(SHOP)).isFalse();

    vault.failure = null;
    assertThat(credentials.delete(SHOP)).isTrue();
    assertThat(vault.entries).isEmpty();
  }

  @Test
  void passwordDeletedWhileTheKeyringHangsDoesNotComeBack() {
    CountDownLatch gate = new CountDownLatch(1);
    vault.gate = gate;
    credentials = with(SHORT);
    credentials.store(SHOP, Secret.of("s3cret"));
    credentials.delete(SHOP);

    gate.countDown();
    ConnectionId other = new ConnectionId(new UUID(1, 2));
    await()
        .untilAsserted(
            () -> {
              credentials.store(other, Secret.of("follows"));
              assertThat(vault.entries).containsKey(other.toString());
            });

    assertThat(vault.entries).doesNotContainKey(SHOP.toString());
    assertThat(credentials.exists(SHOP)).isFalse();
  }

  @Test
  void warningNamesTheSwitchWhenTheKeyringIsSwitchedOff() {
    credentials = new KeyringCredentials(null, PATIENT, PATIENT);

    isSessionOnly("TUSK_KEYRING=off");
  }

  @Test
  void closingLetsGoOfTheKeyringAndForgetsThePasswordsInMemory() {
    vault.failure = new NullPointerException("locked");
    credentials.store(SHOP, Secret.of("s3cret"));

    credentials.close();
    credentials.close();

    assertThat(vault.closed).isTrue();
  }
}
