package dev.tusk.cli.connections;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Notes how long each step of connecting took, without the time that a person took to answer;
/// passes the questions on. After a password was asked for the steps begin again.
final class TestSteps implements ConnectInteraction {
  private final ConnectInteraction questions;
  private final TimeSource time;
  private final List<Begun> begun = new ArrayList<>();
  private long thinking;
  private long ended;

  private record Begun(ConnectStep step, long at) {}

  /// A step that began.
  ///
  /// @param took until the next one, or the end
  record Step(ConnectStep step, Duration took) {
    String word() {
      return step.word();
    }

    double millis() {
      return Math.round(took.toNanos() / 1e4) / 1e2;
    }
  }

  TestSteps(ConnectInteraction questions, TimeSource time) {
    this.questions = questions;
    this.time = time;
  }

  @Override
  public Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused) {
    Optional<PasswordAnswer> answer = aside(() -> questions.password(config, refused));
    if (answer.isPresent()) {
      begun.clear();
    }
    return answer;
  }

  @Override
  public boolean trust(ConnectionConfig config, SshHostKey key) {
    return aside(() -> questions.trust(config, key));
  }

  @Override
  public Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
    return aside(() -> questions.secret(config, question));
  }

  @Override
  public void warn(String message) {
    questions.warn(message);
  }

  private <T> T aside(Supplier<T> question) {
    long asked = time.nanos();
    try {
      return question.get();
    } finally {
      thinking += time.nanos() - asked;
    }
  }

  private long now() {
    return time.nanos() - thinking;
  }

  /// With several hosts the steps begin again.
  @Override
  public void step(ConnectStep step) {
    begun.add(new Begun(step, now()));
  }

  /// The last step has ended, well or not.
  void end() {
    ended = now();
  }

  /// All in their order; the last is the one that failed, when the test did.
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      long until = i + 1 < begun.size() ? begun.get(i + 1).at() : ended;
      steps.add(new Step(begun.get(i).step(), Duration.ofNanos(until - begun.get(i).at())));
    }
    return steps;
  }
}
