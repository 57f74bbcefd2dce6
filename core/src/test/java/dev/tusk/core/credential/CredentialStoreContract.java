package dev.tusk.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [CredentialStore] does, whether a keyring is behind it or not.
public interface CredentialStoreContract {
  ConnectionId SHOP = new ConnectionId(new UUID(11, 1));
  ConnectionId OTHER = new ConnectionId(new UUID(11, 2));

  /// A store that has no password for [#SHOP] and [#OTHER].
  CredentialStore store();

  @Test
  default void storedPasswordComesBack() {
    CredentialStore store = store();
    store.store(SHOP, Secret.of("s3cret"));

    assertThat(store.retrieve(SHOP)).isEqualTo(Secret.of("s3cret"));
    assertThat(store.exists(SHOP)).isTrue();
    store.delete(SHOP);
  }

  @Test
  default void passwordsOfEveryKindComeBackExactly() {
    CredentialStore store = store();
    for (String text :
        new String[] {
          "", " ", "ä'\"\\%$`", "line\nline\r\n\t", "🐘é漢字", "/|:=&?#", "x".repeat(4_096)
        }) {
      store.store(SHOP, Secret.of(text));
      assertThat(store.retrieve(SHOP).<String>reveal(String::new)).isEqualTo(text);
    }
    store.delete(SHOP);
  }

  @Test
  default void storingAgainReplacesThePassword() {
    CredentialStore store = store();
    store.store(SHOP, Secret.of("before"));
    store.store(SHOP, Secret.of("after"));

    assertThat(store.retrieve(SHOP)).isEqualTo(Secret.of("after"));
    store.delete(SHOP);
  }

  @Test
  default void connectionsDoNotSeeEachOthersPasswords() {
    CredentialStore store = store();
    store.store(SHOP, Secret.of("one"));
    store.store(OTHER, Secret.of("two"));

    assertThat(store.retrieve(SHOP)).isEqualTo(Secret.of("one"));
    store.delete(SHOP);
    assertThat(store.exists(SHOP)).isFalse();
    assertThat(store.retrieve(OTHER)).isEqualTo(Secret.of("two"));
    store.delete(OTHER);
  }

  @Test
  default void missingPasswordIsNotFoundAndNamesTheConnection() {
    CredentialStore store = store();

    TuskException failure = catchThrowableOfType(TuskException.class, () -> store.retrieve(SHOP));

    assertThat(failure.error()).isInstanceOf(TuskError.CredentialNotFound.class);
    assertThat(failure.error().message()).contains(SHOP.toString());
    assertThat(store.exists(SHOP)).isFalse();
  }

  @Test
  default void deletedPasswordIsGoneAndDeletingTwiceIsNoError() {
    CredentialStore store = store();
    store.store(SHOP, Secret.of("s3cret"));

    var _ = store.delete(SHOP);
    var _ = store.delete(SHOP);

    assertThat(store.exists(SHOP)).isFalse();
    assertThatThrownBy(() -> store.retrieve(SHOP)).isInstanceOf(TuskException.class);
  }

  @Test
  default void wipingWhatWentInOrCameOutChangesNothing() {
    CredentialStore store = store();
    Secret given = Secret.of("s3cret");
    store.store(SHOP, given);
    given.wipe();
    store.retrieve(SHOP).wipe();

    assertThat(store.retrieve(SHOP)).isEqualTo(Secret.of("s3cret"));
    store.delete(SHOP);
  }

  @Test
  default void placeTellsWhetherThereIsAPassword() {
    CredentialStore store = store();
    assertThat(store.place(SHOP)).isIn(PasswordPlace.NOWHERE, PasswordPlace.UNKNOWN);

    store.store(SHOP, Secret.of("s3cret"));

    assertThat(store.place(SHOP))
        .isEqualTo(store.warning().isEmpty() ? PasswordPlace.KEYRING : PasswordPlace.SESSION);
    store.delete(SHOP);
  }

  @Test
  default void warningIsTakenOnce() {
    CredentialStore store = store();
    store.store(SHOP, Secret.of("s3cret"));

    assertThat(store.takeWarning()).isEqualTo(store.warning());
    assertThat(store.takeWarning()).isEmpty();
    store.delete(SHOP);
  }

  @Test
  default void nothingIsOfferedUnlessItIsInMemoryOnly() {
    CredentialStore store = store();
    assertThat(store.savable()).isZero();
    assertThat(store.saveAll()).isZero();
    store.store(SHOP, Secret.of("s3cret"));

    assertThat(store.saveAll()).isEqualTo(store.warning().isEmpty() ? 0 : 1);
    assertThat(store.retrieve(SHOP)).isEqualTo(Secret.of("s3cret"));
    store.delete(SHOP);
    assertThat(store.saveAll()).isZero();
  }
}
