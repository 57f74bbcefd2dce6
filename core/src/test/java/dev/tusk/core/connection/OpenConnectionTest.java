package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenConnectionTest {
  private final ConnectionConfig config = connection("shop").build();
  private final InMemoryDatabase database = InMemoryDatabase.at(config, "right");
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final InMemoryStorage storage = new InMemoryStorage();
  private final OpenConnections open = new OpenConnections();
  private final FixedClock clock = new FixedClock();
  private final OpenConnection useCase =
      new OpenConnection(
          database.connector(),
          credentials,
          storage.connections(),
          database.environment(),
          open,
          clock);
  private final Person person = new Person();

  /// Answers the questions in turn and keeps what it was asked and told.
  private static final class Person implements ConnectInteraction {
    private final Deque<PasswordAnswer> answers = new ArrayDeque<>();
    private final List<Boolean> asked = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> keyring = new ArrayList<>();

    Person says(String password, boolean remember) {
      answers.add(new PasswordAnswer(Secret.of(password), remember));
      return this;
    }

    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig about, boolean refused) {
      asked.add(refused);
      return Optional.ofNullable(answers.poll());
    }

    @Override
    public void warn(String message) {
      warnings.add(message);
    }

    @Override
    public void passwordsInMemory(String why) {
      keyring.add(why);
    }
  }

  private LiveConnection connect(@Nullable Secret given) {
    return useCase.open(config, given, person, Cancellation.create());
  }

  private TuskError refused() {
    return catchThrowableOfType(TuskException.class, () -> connect(null)).error();
  }

  @Test
  void storedPasswordConnectsWithoutAQuestion() {
    credentials.store(config.id(), Secret.of("right"));

    assertThat(connect(null).config()).isEqualTo(config);

    assertThat(person.asked).isEmpty();
    assertThat(open.isOpen(config.id())).isTrue();
  }

  @Test
  void givenPasswordComesBeforeTheStoredOneAndStaysTheCallers() {
    credentials.store(config.id(), Secret.of("wrong"));
    Secret given = Secret.of("right");

    connect(given);

    assertThat(person.asked).isEmpty();
    assertThat(given.<String>reveal(String::new)).isEqualTo("right");
  }

  @Test
  void passwordFileAnswersBeforeAPersonDoesAndIsNotStored() {
    database.environment().passwords("*:*:shop:ada:right", false);

    connect(null);

    assertThat(person.asked).isEmpty();
    assertThat(credentials.exists(config.id())).isFalse();
  }

  @Test
  void passwordFileThatOthersMayReadIsSaidAndNotUsed() {
    database.environment().passwords("*:*:*:*:right", true);
    person.says("right", false);

    connect(null);

    assertThat(person.asked).containsExactly(false);
    assertThat(person.warnings).singleElement().asString().contains("others may read");
    assertThat(person.keyring).as("it is not the keyring's").isEmpty();
  }

  @Test
  void missingPasswordIsAskedForAndRememberedWhenWanted() {
    person.says("right", true);

    connect(null);

    assertThat(person.asked).containsExactly(false);
    assertThat(credentials.retrieve(config.id())).isEqualTo(Secret.of("right"));
  }

  @Test
  void answeredPasswordIsNotRememberedUnlessWanted() {
    person.says("right", false);

    connect(null);

    assertThat(credentials.exists(config.id())).isFalse();
  }

  @Test
  void rememberingTurnsTheSavedConnectionIntoOneThatRemembers() {
    ConnectionConfig forgetful = config.withRememberPassword(false);
    storage.connections().save(forgetful);
    person.says("right", true);

    useCase.open(forgetful, null, person, Cancellation.create());

    ConnectionConfig saved = storage.connections().find(config.id()).orElseThrow();
    assertThat(saved).isEqualTo(config);
    open.remove(config.id());
    useCase.open(saved, null, person, Cancellation.create());
    assertThat(person.asked).as("the stored password is read").containsExactly(false);
  }

  @Test
  void connectionThatRemembersByNowIsNotOpenedTwice() {
    ConnectionConfig forgetful = config.withRememberPassword(false);
    storage.connections().save(forgetful);
    person.says("right", true);
    useCase.open(forgetful, null, person, Cancellation.create());

    useCase.open(config, null, person, Cancellation.create());

    assertThat(database.attempts()).isEqualTo(2);
  }

  @Test
  void passwordThatNobodyWouldReadIsNotStored() {
    ConnectionConfig unsaved = config.withRememberPassword(false);
    person.says("right", true);

    useCase.open(unsaved, null, person, Cancellation.create());

    assertThat(credentials.exists(config.id())).isFalse();
  }

  @Test
  void refusedStoredPasswordIsAskedForAgainAndReplaced() {
    credentials.store(config.id(), Secret.of("old"));
    person.says("also wrong", true).says("right", true);

    connect(null);

    assertThat(person.asked).containsExactly(true, true);
    assertThat(credentials.retrieve(config.id())).isEqualTo(Secret.of("right"));
  }

  @Test
  void wrongAnswersAreNeverRememberedAndEndAfterThree() {
    person.says("1", true).says("2", true).says("3", true).says("right", true);

    assertThat(refused()).isInstanceOf(TuskError.LoginRefused.class);

    assertThat(person.asked).containsExactly(false, true, true);
    assertThat(database.attempts()).isEqualTo(4);
    assertThat(credentials.exists(config.id())).isFalse();
    assertThat(open.isOpen(config.id())).isFalse();
  }

  @Test
  void nobodyToAskEndsWithTheServersReason() {
    assertThat(refused()).isEqualTo(new TuskError.PasswordMissing("ada", "shop"));
    assertThat(person.asked).containsExactly(false);
  }

  @Test
  void aRefusalThatNoPasswordCanMendAsksForNone() {
    Connector closed =
        (to, password, cancellation, dialogue) -> {
          throw new TuskException(
              new TuskError.LoginRefused(
                  ServerError.of("28000", "no pg_hba.conf entry for host"), to.user()));
        };
    OpenConnection refusing =
        new OpenConnection(
            closed, credentials, storage.connections(), database.environment(), open, clock);
    person.says("right", true);

    TuskException failure =
        catchThrowableOfType(
            TuskException.class, () -> refusing.open(config, null, person, Cancellation.create()));

    assertThat(failure.error()).isInstanceOf(TuskError.LoginRefused.class);
    assertThat(person.asked).isEmpty();
  }

  @Test
  void otherErrorsAskNothing() {
    ConnectionConfig elsewhere = connection("elsewhere").port(1).build();

    TuskException failure =
        catchThrowableOfType(
            TuskException.class,
            () -> useCase.open(elsewhere, null, person, Cancellation.create()));

    assertThat(failure.error()).isInstanceOf(TuskError.Unreachable.class);
    assertThat(person.asked).isEmpty();
  }

  @Test
  void failingKeyringIsAWarningAndNoObstacle() {
    credentials.failWith(new TuskError.KeyringFailed(TuskError.Ring.DENIED, "The ring is locked"));
    person.says("right", true);

    connect(null);

    assertThat(open.isOpen(config.id())).isTrue();
    assertThat(person.warnings)
        .containsExactly(
            "The ring is locked", "The password could not be stored: The ring is locked");
  }

  @Test
  void sessionOnlyPasswordsAreTheSubjectOfOneWarning() {
    credentials.warnWith("For this session only");
    person.says("right", true);
    connect(null);
    open.remove(config.id());
    connect(null);

    assertThat(person.keyring).containsExactly("For this session only");
    assertThat(person.warnings).isEmpty();
  }

  @Test
  void connectionThatIsOpenIsNotOpenedTwice() {
    connect(Secret.of("right"));

    connect(null);

    assertThat(database.attempts()).isEqualTo(1);
  }

  @Test
  void changedConnectionReplacesTheOpenOne() {
    connect(Secret.of("right"));
    ConnectionPool first = open.pool(config.id());

    useCase.open(config.withName("renamed"), Secret.of("right"), person, Cancellation.create());

    assertThat(open.find(config.id()).orElseThrow().config().name()).isEqualTo("renamed");
    assertThat(
            catchThrowableOfType(
                    TuskException.class, () -> first.lease("late", Cancellation.create()))
                .error())
        .isInstanceOf(TuskError.LinkLost.class);
  }

  @Test
  void useIsNotedForSavedConnections() {
    storage.connections().save(config);

    connect(Secret.of("right"));

    assertThat(storage.connections().lastUsed(config.id())).contains(clock.now());
  }

  @Test
  void testingAConnectionOpensAndStoresNothing() {
    person.says("right", true);

    ServerInfo server = useCase.test(config, null, person, Cancellation.create());

    assertThat(server.major()).isEqualTo(18);
    assertThat(open.all()).isEmpty();
    assertThat(credentials.exists(config.id())).isFalse();
  }
}
