package dev.tusk.core.query;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.session.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Stops a statement: first by asking, then by force (SC-004). Thread-safe.
///
/// The server is asked at once and, should the statement go on, once more, since a request can be
/// lost. After two seconds the session's process is asked to end; just before five are over the
/// link is dropped, so that the tab is usable again whatever the network does.
@UseCase
public final class CancelQuery {
  private static final System.Logger LOG = System.getLogger(CancelQuery.class.getName());
  static final Duration ASK_AGAIN = Duration.ofMillis(400);
  static final Duration NOT_YET = Duration.ofMillis(5);
  static final Duration TERMINATE_AFTER = Duration.ofSeconds(2);

  /// Before five seconds are over the tab is usable.
  static final Duration ABANDON_AFTER = Duration.ofMillis(4_500);

  private final TimeSource time;

  public CancelQuery(TimeSource time) {
    this.time = time;
  }

  /// Stops `handle`'s statement and only that one; does nothing when it has ended. Blocks until the
  /// request is on its way.
  public void cancel(QueryHandle handle) {
    if (!handle.advance(CancelStage.CANCEL)) {
      return;
    }
    // The timers come first: asking may itself hang in a dead network.
    var _ = time.schedule(TERMINATE_AFTER, () -> terminate(handle));
    var _ = time.schedule(ABANDON_AFTER, handle::abandon);
    var _ = time.schedule(ASK_AGAIN, () -> ask(handle));
    ask(handle);
  }

  private void ask(QueryHandle handle) {
    if (handle.cancelStage() != CancelStage.CANCEL || handle.state().isTerminal()) {
      return;
    }
    Optional<Session.Target> target = handle.aim();
    if (target.isPresent()) {
      attempt("cancel", target.get()::cancel);
    } else {
      // It is about to be sent; a statement that has ended ends the asking too.
      var _ = time.schedule(NOT_YET, () -> ask(handle));
    }
  }

  private void terminate(QueryHandle handle) {
    if (handle.advance(CancelStage.TERMINATE)) {
      end(handle);
    }
  }

  private void end(QueryHandle handle) {
    if (handle.cancelStage() != CancelStage.TERMINATE || handle.state().isTerminal()) {
      return;
    }
    Optional<Session.Target> target = handle.aim();
    if (target.isPresent()) {
      attempt("terminate", target.get()::terminate);
    } else {
      var _ = time.schedule(NOT_YET, () -> end(handle));
    }
  }

  private static void attempt(String what, BooleanSupplier request) {
    try {
      if (!request.getAsBoolean()) {
        LOG.log(System.Logger.Level.DEBUG, "There was nothing left to " + what);
      }
    } catch (TuskException failure) {
      LOG.log(System.Logger.Level.WARNING, "Could not " + what + " the statement", failure);
    }
  }
}
