package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretPlaceTest {
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final InMemoryStorage storage = new InMemoryStorage();
  private final OpenConnections open = new OpenConnections();
  private int asked;

  @ParameterizedTest
  @CsvSource({
    "'', true, KEYRING",
    "'', false, ASK",
    "ask, true, ASK",
    "session, true, SESSION",
    "keyring, false, KEYRING"
  })
  void whatIsSetComesFirst(String set, boolean remember, SecretPlace place) {
    assertThat(
            SecretPlace.of(
                connection("shop").rememberPassword(remember).set(Setting.SECRETS, set).build()))
        .isEqualTo(place);
  }

  private int questions(ConnectionConfig config) {
    InMemoryDatabase database = InMemoryDatabase.at(config, "right");
    asked = 0;
    new OpenConnection(
            database.connector(),
            credentials,
            storage.connections(),
            database.environment(),
            open,
            new FixedClock())
        .open(
            config,
            null,
            (about, refused) -> {
              asked++;
              return Optional.of(new ConnectInteraction.PasswordAnswer(Secret.of("right"), true));
            },
            Cancellation.create());
    new CloseConnection(open).close(config.id());
    return asked;
  }

  private ConnectionConfig saved(String secrets) {
    ConnectionConfig config = connection("shop").set(Setting.SECRETS, secrets).build();
    var _ = new ManageConnections(storage.connections(), credentials, open).save(config, null);
    return config;
  }

  @Test
  void modesDifferAtTheSecondOpening() {
    ConnectionConfig ask = saved("ask");
    assertThat(questions(ask)).isOne();
    assertThat(questions(ask)).isOne();
    assertThat(credentials.exists(ask.id())).isFalse();

    ConnectionConfig session = saved("session");
    assertThat(questions(session)).isOne();
    assertThat(questions(session)).isZero();
    assertThat(credentials.exists(session.id())).isFalse();

    ConnectionConfig keyring = saved("keyring");
    assertThat(questions(keyring)).isOne();
    assertThat(questions(keyring)).isZero();
    assertThat(credentials.exists(keyring.id())).isTrue();

    assertThat(questions(saved("ask"))).isOne();
    assertThat(credentials.exists(ask.id())).isFalse();
  }

  @Test
  void passwordThatIsSavedWithTheConnectionStaysWhereTheModeSays() {
    ManageConnections manage = new ManageConnections(storage.connections(), credentials, open);
    ConnectionConfig session = connection("shop").set(Setting.SECRETS, "session").build();
    var _ = manage.save(session, Secret.of("right"));
    assertThat(credentials.exists(session.id())).isFalse();
    assertThat(questions(session)).isZero();
    var _ = manage.remove(session.id());
    assertThat(questions(session)).isOne();
  }
}
