package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.swing.connection.prompt.Trouble;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a test of a connection is, or how it ended.
///
/// @param steps all steps in their order
/// @param server when it succeeded, otherwise null
/// @param trouble when it failed, otherwise null
/// @param total since its start
record TestReport(
    State state,
    List<Line> steps,
    @Nullable ServerInfo server,
    @Nullable Trouble trouble,
    Duration total) {

  /// How it stands.
  enum State {
    RUNNING,
    PASSED,
    FAILED,
    STOPPED
  }

  /// How a step stands.
  enum Mark {
    DONE,
    RUNNING,
    FAILED,
    /// A person stopped the test in it.
    STOPPED,
    /// Later ones began without it: a link that stays in clear text has no TLS.
    SKIPPED,
    NOT_REACHED
  }

  /// A step.
  ///
  /// @param took zero when it was not reached
  record Line(ConnectStep step, Mark mark, Duration took) {}
}
