package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [ConnectionStore] does.
public interface ConnectionStoreContract {
  /// A store without connections.
  ConnectionStore store();

  @Test
  default void savedConnectionComesBackWithAllItsFields() {
    ConnectionStore store = store();
    ConnectionConfig config =
        connection("Büro \"north\" 'x'; drop table c;-- 🐘")
            .host("2001:db8::1")
            .port(65_535)
            .database("a b%_\\")
            .user("o'neil")
            .sslMode(SslMode.VERIFY_FULL)
            .stage(Stage.PRODUCTION)
            .rememberPassword(false)
            .options(new ConnectionOptions(Duration.ofMillis(1_234), Duration.ofMillis(250), 3, 1))
            .build();

    store.save(config);

    assertThat(store.find(config.id())).contains(config);
    assertThat(store.all()).containsExactly(config);
  }

  @Test
  default void settingsComeBackChangeAndGoWithTheirConnection() {
    ConnectionStore store = store();
    ConnectionConfig config =
        connection("shop")
            .set(Setting.ROLE, "it's a \\ \"role\" 🐘")
            .set(Setting.STARTUP_SQL, "set a = 'b';\n-- c\nselect 1")
            .set(Setting.GUARD, "production")
            .build();
    ConnectionConfig other = connection("other").set(Setting.ROLE, "b").build();
    store.save(config);
    store.save(other);
    assertThat(store.find(config.id())).contains(config);
    assertThat(store.findByName("shop")).contains(config);
    assertThat(store.all()).containsExactly(other, config);

    ConnectionConfig changed = config.withSettings(config.settings().with(Setting.ROLE, ""));
    store.save(changed);
    assertThat(store.find(config.id())).contains(changed);

    store.save(config.withSettings(ConnectionSettings.NONE));
    assertThat(store.find(config.id()).orElseThrow().settings()).isEqualTo(ConnectionSettings.NONE);

    store.save(config);
    store.remove(config.id());
    store.save(config.withSettings(ConnectionSettings.NONE));
    assertThat(store.find(config.id()).orElseThrow().settings()).isEqualTo(ConnectionSettings.NONE);
    assertThat(store.find(other.id())).contains(other);
  }

  @Test
  default void everyModeAndStageComesBack() {
    ConnectionStore store = store();
    for (SslMode mode : SslMode.values()) {
      for (Stage stage : Stage.values()) {
        ConnectionConfig config = connection(mode + " " + stage).sslMode(mode).stage(stage).build();
        store.save(config);
        assertThat(store.find(config.id())).contains(config);
      }
    }
  }

  @Test
  default void savingAgainReplacesTheConnection() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("shop").build();
    store.save(config);

    store.save(like(config).name("market").database("other").build());

    assertThat(store.all()).containsExactly(like(config).name("market").database("other").build());
    assertThat(store.findByName("shop")).isEmpty();
  }

  @Test
  default void connectionsAreListedByNameWithoutRegardToCase() {
    ConnectionStore store = store();
    for (String name : new String[] {"beta", "Alpha", "GAMMA", "alpha 2", "Öl", "ökonomie"}) {
      store.save(connection(name).build());
    }

    assertThat(store.all())
        .extracting(ConnectionConfig::name)
        .containsExactly("Alpha", "alpha 2", "beta", "GAMMA", "ökonomie", "Öl");
  }

  @Test
  default void nameIsFoundWithoutRegardToCase() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("Ärger_1").build();
    store.save(config);

    assertThat(store.findByName("äRGER_1")).contains(config);
    assertThat(store.findByName("ÄrgerX1")).isEmpty();
    assertThat(store.findByName("")).isEmpty();
  }

  @Test
  default void secondConnectionOfANameIsRefusedAndNothingChanges() {
    ConnectionStore store = store();
    ConnectionConfig first = connection("Ärger").build();
    store.save(first);
    ConnectionConfig second = connection("second").name("äRGER").build();

    TuskException failure = catchThrowableOfType(TuskException.class, () -> store.save(second));

    assertThat(failure.error()).isInstanceOf(TuskError.Storage.class);
    assertThat(failure.error().message()).contains("Ärger").contains("another name");
    assertThat(store.all()).containsExactly(first);
  }

  @Test
  default void connectionMayChangeTheCaseOfItsOwnName() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("shop").build();
    store.save(config);

    store.save(config.withName("SHOP"));

    assertThat(store.all()).containsExactly(config.withName("SHOP"));
  }

  @Test
  default void removedConnectionIsGoneAndItsNameFree() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("shop").build();
    store.save(config);
    store.touch(config.id(), Instant.parse("2026-01-02T03:04:05.123456Z"));

    store.remove(config.id());

    assertThat(store.all()).isEmpty();
    assertThat(store.find(config.id())).isEmpty();
    assertThat(store.lastUsed(config.id())).isEmpty();
    store.save(connection("other").name("Shop").build());
  }

  @Test
  default void removingWhatIsNotThereIsNoError() {
    ConnectionStore store = store();
    store.save(connection("shop").build());

    store.remove(new ConnectionId(new UUID(1, 2)));

    assertThat(store.all()).hasSize(1);
  }

  @Test
  default void lastUseIsRememberedToTheMicrosecondAndSurvivesSaving() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("shop").build();
    store.save(config);
    assertThat(store.lastUsed(config.id())).isEmpty();
    Instant when = Instant.parse("2026-01-02T03:04:05.123456Z");

    store.touch(config.id(), when);
    store.save(config.withName("market"));

    assertThat(store.lastUsed(config.id())).contains(when);
  }

  @Test
  default void useOfAConnectionThatIsNotSavedIsNotKept() {
    ConnectionStore store = store();
    ConnectionConfig config = connection("shop").build();

    store.touch(config.id(), Instant.EPOCH);

    assertThat(store.lastUsed(config.id())).isEmpty();
    store.save(config);
    assertThat(store.lastUsed(config.id())).isEmpty();
  }
}
