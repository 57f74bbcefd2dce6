package dev.tusk.core.testkit;

import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session of an [InMemoryDatabase]: who may do what when; what statements mean is in
/// [InMemoryStatements].
final class InMemorySession implements Session {
  private final InMemoryDatabase database;
  private final int pid;
  private final Consumer<InMemorySession> onClose;
  private final InMemoryStatements statements = new InMemoryStatements(this);
  private boolean running;
  private long executions;
  private boolean cancelRequested;
  private boolean closed;
  private @Nullable TuskError end;

  InMemorySession(InMemoryDatabase database, int pid, Consumer<InMemorySession> onClose) {
    this.database = database;
    this.pid = pid;
    this.onClose = onClose;
  }

  @Override
  public int backendPid() {
    return pid;
  }

  @Override
  public TransactionState transactionState() {
    return statements.transaction();
  }

  @Override
  public synchronized boolean isOpen() {
    return end == null && !closed;
  }

  @Override
  public void readOnly(boolean on) {
    statements.readOnly(on);
  }

  @Override
  public CommandOutcome execute(StatementRequest request, StatementSink sink) {
    database.whileReading.run();
    if (!sink.wanted()) {
      throw new TuskException(StatementSink.UNWANTED);
    }
    synchronized (this) {
      if (running) {
        throw new IllegalStateException("Two statements at once in a session");
      }
      failIfEnded();
      running = true;
      executions++;
      cancelRequested = false;
    }
    try {
      return statements.run(request, sink);
    } finally {
      synchronized (this) {
        running = false;
      }
    }
  }

  @Override
  public synchronized Optional<Target> aim() {
    return running && isOpen() ? Optional.of(new Aim(executions)) : Optional.empty();
  }

  private final class Aim implements Target {
    private final long execution;

    Aim(long execution) {
      this.execution = execution;
    }

    @Override
    public boolean cancel() {
      synchronized (InMemorySession.this) {
        if (!running || execution != executions || !isOpen()) {
          return false;
        }
        database.cancels.incrementAndGet();
        if (!database.losesCancels) {
          cancelRequested = true;
          InMemorySession.this.notifyAll();
        }
        return true;
      }
    }

    @Override
    public boolean terminate() {
      synchronized (InMemorySession.this) {
        if (!running || execution != executions || !isOpen()) {
          return false;
        }
        if (!database.losesTerminates) {
          ServerError said =
              ServerError.of("57P01", "terminating connection due to administrator command");
          end(new TuskError.LinkLost(said.message(), said));
        }
        return true;
      }
    }
  }

  @Override
  public SessionHoldings holdings() {
    return statements.holdings();
  }

  @Override
  public List<SessionHoldings.Refused> restore(List<SessionHoldings.Setting> settings) {
    failIfEnded();
    return statements.restore(settings);
  }

  @Override
  public synchronized Optional<TuskError> listen() {
    if (end == null && closed) {
      return Optional.of(new TuskError.LinkLost("The session was given back", null));
    }
    return Optional.ofNullable(end);
  }

  @Override
  public Optional<TuskError> ping(Duration limit) {
    database.pings.incrementAndGet();
    if (database.slowness.compareTo(limit) > 0) {
      end(new TuskError.LinkLost("The server did not answer within " + limit, null));
    }
    return listen();
  }

  @Override
  public void abandon() {
    end(new TuskError.LinkLost("The link was dropped", null));
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (running && end == null) {
        throw new IllegalStateException("Closed while a statement runs");
      }
      closed = true;
    }
    onClose.accept(this);
  }

  /// Ends the session from the server's side or the network's.
  synchronized void end(TuskError why) {
    if (end == null) {
      end = why;
    }
    notifyAll();
  }

  /// Sleeps as the server does: until the time is over, a cancel comes, or the session ends.
  synchronized void sleep(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try {
      checkInterrupts();
      for (long left = time.toMillis(); left > 0; left = (until - System.nanoTime()) / 1_000_000) {
        wait(left);
        checkInterrupts();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TuskException(new TuskError.Cancelled("Interrupted", null), interrupted);
    }
  }

  /// What the server does between rows.
  synchronized void checkInterrupts() {
    failIfEnded();
    if (cancelRequested) {
      throw new TuskException(
          new TuskError.StatementFailed(
              ServerError.of("57014", "canceling statement due to user request")));
    }
  }

  private void failIfEnded() {
    TuskError why = end;
    if (why != null) {
      throw new TuskException(why);
    }
    if (closed) {
      throw new TuskException(new TuskError.LinkLost("The session was given back", null));
    }
  }
}
