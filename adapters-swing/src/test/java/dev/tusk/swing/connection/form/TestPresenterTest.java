package dev.tusk.swing.connection.form;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.connection.form.TestReport.Mark;
import dev.tusk.swing.connection.form.TestReport.State;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPresenterTest {
  private final World world = new World();
  private final ImmediateUi ui = new ImmediateUi();
  private final List<TestReport> reports = new ArrayList<>();
  private final TestPresenter presenter =
      new TestPresenter(
          ui,
          world.openConnection,
          world.clock,
          (config, refused, cancellation, answer) -> answer.accept(Optional.empty()),
          reports::add);

  private List<Mark> marks() {
    return reports.getLast().steps().stream().map(TestReport.Line::mark).toList();
  }

  @Test
  void passedTestKnowsTheServerAndTheTimeOfEachStepAndStoresNothing() {
    world.server.during = () -> world.clock.advance(Duration.ofMillis(7));
    presenter.test(connection("shop").build(), null);
    var report = reports.getLast();
    assertThat(report.state()).isEqualTo(State.PASSED);
    assertThat(marks()).containsOnly(Mark.DONE);
    assertThat(report.steps().get(1).took()).isEqualTo(Duration.ofMillis(7));
    assertThat(report.server()).isNotNull();
    assertThat(world.open.all()).isEmpty();
    assertThat(ui.timers()).isZero();
  }

  @Test
  void failedTestNamesTheStepAndAsksNobody() {
    world.server.password = "s3cret";
    presenter.test(connection("shop").build(), Secret.of("wrong"));
    assertThat(reports.getLast().state()).isEqualTo(State.FAILED);
    assertThat(marks())
        .containsExactly(Mark.DONE, Mark.DONE, Mark.DONE, Mark.FAILED, Mark.NOT_REACHED);
    assertThat(reports.getLast().trouble())
        .satisfies(
            t -> {
              assertThat(t).isNotNull();
              assertThat(t.password()).isTrue();
              assertThat(t.code()).isEqualTo("28P01");
            });
  }

  @Test
  void stoppedTestIsNoFailure() {
    world.server.during = () -> ui.onUi(presenter::stop);
    presenter.test(connection("shop").build(), null);
    assertThat(reports.getLast().state()).isEqualTo(State.STOPPED);
    assertThat(marks())
        .containsExactly(
            Mark.DONE, Mark.STOPPED, Mark.NOT_REACHED, Mark.NOT_REACHED, Mark.NOT_REACHED);
    assertThat(presenter.running()).isFalse();
    assertThat(ui.timers()).isZero();
  }

  @Test
  void linkInClearTextHasNoTls() {
    presenter.test(connection("shop").sslMode(SslMode.DISABLE).build(), null);
    assertThat(reports.getLast().steps())
        .extracting(TestReport.Line::step)
        .containsExactly(
            ConnectStep.RESOLVE,
            ConnectStep.CONNECT,
            ConnectStep.AUTHENTICATE,
            ConnectStep.PREPARE);
    assertThat(marks()).containsOnly(Mark.DONE);
  }
}
