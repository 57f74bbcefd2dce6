package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.swing.connection.prompt.PasswordPrompt;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.connection.prompt.WindowInteraction;
import dev.tusk.swing.kit.task.UiExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tests a connection step by step, and can be stopped. Event thread only.
///
/// Nobody is asked for the database's password: the form has a field for it.
final class TestPresenter {
  private static final Duration TICK = Duration.ofMillis(100);

  private final UiExecutor ui;
  private final OpenConnection open;
  private final TimeSource time;
  private final Consumer<TestReport> view;
  private final PasswordPrompt prompt;
  private @Nullable Run run;

  /// @param prompt is asked for what a tunnel wants to know
  TestPresenter(
      UiExecutor ui,
      OpenConnection open,
      TimeSource time,
      PasswordPrompt prompt,
      Consumer<TestReport> view) {
    this.ui = ui;
    this.open = open;
    this.time = time;
    this.prompt = prompt;
    this.view = view;
  }

  private static final class Run {
    private final Cancellation cancellation = Cancellation.create();
    private final Map<ConnectStep, Long> begun = new EnumMap<>(ConnectStep.class);
    private final List<ConnectStep> steps;
    private final long start;
    private UiExecutor.@Nullable Running ticking;

    Run(List<ConnectStep> steps, long start) {
      this.steps = steps;
      this.start = start;
    }
  }

  boolean running() {
    return run != null;
  }

  /// Starts a test; one that runs is stopped first.
  ///
  /// @param password taken over; null for the stored one or none
  void test(ConnectionConfig config, @Nullable Secret password) {
    stop();
    var now = new Run(ConnectStep.of(config), time.nanos());
    run = now;
    var questions =
        new WindowInteraction(ui, prompt, now.cancellation, step -> {}, warning -> {}, why -> {});
    var interaction =
        new ConnectInteraction() {
          @Override
          public Optional<PasswordAnswer> password(ConnectionConfig asked, boolean refused) {
            return Optional.empty();
          }

          @Override
          public boolean trust(ConnectionConfig asked, SshHostKey key) {
            return questions.trust(asked, key);
          }

          @Override
          public Optional<PasswordAnswer> secret(ConnectionConfig asked, SecretQuestion question) {
            return questions.secret(asked, question);
          }

          @Override
          public void step(ConnectStep step) {
            var at = time.nanos();
            ui.onUi(
                () -> {
                  now.begun.put(step, at);
                  if (run == now) {
                    show(now);
                  }
                });
          }
        };
    now.ticking = ui.every(TICK, () -> show(now));
    show(now);
    ui.run(
        () -> {
          try (password) {
            return open.test(config, password, interaction, now.cancellation);
          }
        },
        server -> end(now, TestReport.State.PASSED, server, null),
        failure -> {
          var state =
              now.cancellation.isCancelled() ? TestReport.State.STOPPED : TestReport.State.FAILED;
          end(now, state, null, Trouble.of(failure));
        });
  }

  /// Stops the test that runs, if one does.
  void stop() {
    var running = run;
    if (running != null) {
      end(running, TestReport.State.STOPPED, null, null);
      ui.run(
          () -> {
            running.cancellation.cancel(); // its actions may block
            return true;
          },
          done -> {},
          failure -> {});
    }
  }

  private void show(Run now) {
    view.accept(report(now, TestReport.State.RUNNING, null, null));
  }

  private void end(
      Run now, TestReport.State state, @Nullable ServerInfo server, @Nullable Trouble trouble) {
    var ticking = now.ticking;
    if (ticking != null) {
      ticking.cancel();
    }
    if (run == now) {
      run = null;
      view.accept(report(now, state, server, trouble));
    }
  }

  private TestReport report(
      Run now, TestReport.State state, @Nullable ServerInfo server, @Nullable Trouble trouble) {
    var lines = new ArrayList<TestReport.Line>();
    var steps = now.steps;
    var end = time.nanos();
    for (var i = 0; i < steps.size(); i++) {
      var begun = now.begun.get(steps.get(i));
      var next = next(now, i);
      var mark =
          begun == null && next != null
              ? TestReport.Mark.SKIPPED
              : state == TestReport.State.PASSED || next != null
                  ? TestReport.Mark.DONE
                  : begun == null
                      ? TestReport.Mark.NOT_REACHED
                      : switch (state) {
                        case RUNNING -> TestReport.Mark.RUNNING;
                        case FAILED -> TestReport.Mark.FAILED;
                        case STOPPED -> TestReport.Mark.STOPPED;
                        case PASSED -> TestReport.Mark.DONE;
                      };
      var took = begun == null ? 0 : (next == null ? end : next) - begun;
      lines.add(new TestReport.Line(steps.get(i), mark, Duration.ofNanos(took)));
    }
    return new TestReport(state, lines, server, trouble, Duration.ofNanos(end - now.start));
  }

  /// When the first of the later steps began; null when none has.
  private static @Nullable Long next(Run now, int step) {
    var steps = now.steps;
    for (var i = step + 1; i < steps.size(); i++) {
      var begun = now.begun.get(steps.get(i));
      if (begun != null) {
        return begun;
      }
    }
    return null;
  }
}
