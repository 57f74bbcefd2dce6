package dev.tusk.cli.connections;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.FixedClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestStepsTest {
  private static final Duration THOUGHT = Duration.ofSeconds(12);

  private static final SshHostKey KEY =
      new SshHostKey("gate", "ED25519", "SHA256:x", "known_hosts");

  private final FixedClock clock = new FixedClock();
  private final ConnectionConfig config = connection("shop").build();

  @Test
  void stepsAreThoseOfTheLastAttemptWithoutTheTimeOfAPerson() {
    TestSteps steps = new TestSteps(new Slow(), clock);
    steps.step(ConnectStep.CONNECT);
    steps.step(ConnectStep.AUTHENTICATE);
    assertThat(steps.password(config, false)).isPresent();
    steps.step(ConnectStep.TUNNEL);
    clock.advance(Duration.ofMillis(20));
    assertThat(steps.trust(config, KEY)).isFalse();
    clock.advance(Duration.ofMillis(10));
    steps.step(ConnectStep.AUTHENTICATE);
    clock.advance(Duration.ofMillis(5));
    steps.end();
    assertThat(steps.steps())
        .containsExactly(
            new TestSteps.Step(ConnectStep.TUNNEL, Duration.ofMillis(30)),
            new TestSteps.Step(ConnectStep.AUTHENTICATE, Duration.ofMillis(5)));
  }

  @Test
  void withoutAnAnswerTheStepThatFailedStays() {
    TestSteps steps = new TestSteps(ConnectInteraction.none(), clock);
    steps.step(ConnectStep.AUTHENTICATE);
    assertThat(steps.password(config, true)).isEmpty();
    steps.end();
    assertThat(steps.steps())
        .containsExactly(new TestSteps.Step(ConnectStep.AUTHENTICATE, Duration.ZERO));
  }

  /// Thinks before each answer.
  private final class Slow implements ConnectInteraction {
    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig about, boolean refused) {
      clock.advance(THOUGHT);
      return Optional.of(new PasswordAnswer(Secret.of("right"), false));
    }

    @Override
    public boolean trust(ConnectionConfig about, SshHostKey key) {
      clock.advance(THOUGHT);
      return false;
    }

    @Override
    public void warn(String message) {}
  }
}
