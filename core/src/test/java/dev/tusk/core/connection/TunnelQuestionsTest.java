package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.SecretQuestion.Kind;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a tunnel asks, and what is kept of the answers.
@Requirement({"C-24", "FR-017"})
class TunnelQuestionsTest {
  private static final String ANSWER = "open\tse\\same\n";

  private final ConnectionConfig config = connection("shop").set(Setting.SSH, "me@bastion").build();
  private final InMemoryDatabase database = InMemoryDatabase.at(config, null);
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final InMemoryStorage storage = new InMemoryStorage();
  private final OpenConnections open = new OpenConnections();
  private final OpenConnection useCase =
      new OpenConnection(
          database.connector(),
          credentials,
          storage.connections(),
          database.environment(),
          open,
          new FixedClock());
  private final ManageConnections manage =
      new ManageConnections(storage.connections(), credentials, open);
  private final Person person = new Person();

  private static final class Person implements ConnectInteraction {
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<SecretQuestion> asked = new ArrayList<>();
    private boolean trusting = true;
    private boolean remember = true;

    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig about, boolean refused) {
      return Optional.empty();
    }

    @Override
    public boolean trust(ConnectionConfig about, SshHostKey key) {
      return trusting;
    }

    @Override
    public Optional<PasswordAnswer> secret(ConnectionConfig about, SecretQuestion question) {
      asked.add(question);
      return Optional.ofNullable(answers.poll())
          .map(text -> new PasswordAnswer(Secret.of(text), remember));
    }
  }

  @BeforeEach
  void prepare() {
    storage.connections().save(config);
    database.tunnel(ANSWER);
  }

  private void connect() {
    var _ = useCase.open(config, null, person, Cancellation.create());
    open.remove(config.id());
  }

  private boolean isKept() {
    return credentials.exists(AskedDialogue.idOf(config.id()));
  }

  @Test
  void aRememberedAnswerIsNotAskedForAgain() {
    person.answers.add(ANSWER);

    connect();
    connect();

    assertThat(person.asked).hasSize(1);
  }

  @Test
  void anAnswerThatIsNotToBeRememberedIsAskedForAgain() {
    person.remember = false;
    person.answers.addAll(List.of(ANSWER, ANSWER));

    connect();
    connect();

    assertThat(person.asked).hasSize(2);
    assertThat(isKept()).isFalse();
  }

  @Test
  void aStoredAnswerThatIsRefusedIsAskedForAndReplaced() {
    person.answers.add(ANSWER);
    connect();
    database.tunnel("another");
    person.answers.add("another");

    connect();
    connect();

    assertThat(person.asked).extracting(SecretQuestion::refused).containsExactly(false, true);
  }

  @Test
  void removingTheConnectionForgetsTheAnswersToo() {
    person.answers.add(ANSWER);
    connect();
    assertThat(isKept()).isTrue();

    var _ = manage.remove(config.id());

    assertThat(isKept()).isFalse();
  }

  @Test
  void aConnectionThatLosesItsTunnelForgetsTheAnswers() {
    person.answers.add(ANSWER);
    connect();

    var _ = manage.save(config.withSettings(ConnectionSettings.NONE), null);

    assertThat(isKept()).isFalse();
  }

  @Test
  void whoCannotAskTrustsNobodyAndAnswersNothing() {
    person.trusting = false;

    TuskError error = catchThrowableOfType(TuskException.class, this::connect).error();

    assertThat(error).isInstanceOf(TuskError.TunnelFailed.class);
    assertThat(ConnectInteraction.none().trust(config, new SshHostKey("a", "b", "c", "d")))
        .isFalse();
    assertThat(
            ConnectInteraction.none()
                .secret(config, new SecretQuestion(Kind.PASSPHRASE, "a", "", false, false)))
        .isEmpty();
  }
}
