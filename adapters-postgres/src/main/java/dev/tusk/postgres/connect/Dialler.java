package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.session.PgLink;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/// Makes one physical connection within a deadline, whatever the server does or does not do.
///
/// The driver works on a daemon thread of its own: none of its timeouts covers a server that
/// accepts and then says nothing in every phase, nor a slow name server. Thread-safe; owns its
/// copy of the password.
public final class Dialler implements AutoCloseable {
  private final ConnectionConfig config;
  private final @Nullable Secret password;
  private final Map<String, String> environment;
  private final Driver driver = new Driver();

  /// Dials nothing yet.
  ///
  /// @param password copied; null when none is known
  public Dialler(
      ConnectionConfig config, @Nullable Secret password, Map<String, String> environment) {
    this.config = config;
    this.password = password == null ? null : password.copy();
    this.environment = environment;
  }

  public ConnectionConfig config() {
    return config;
  }

  /// Connects and logs in.
  ///
  /// @param steps hears each step on the calling thread
  /// @throws TuskException with a Connection, Authentication or Ssl error; Cancelled when cancelled
  public PgLink dial(Cancellation cancellation, Consumer<ConnectStep> steps) {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    // libpq's own word for which ways to log in are allowed.
    String allowed = environment.getOrDefault("PGREQUIREAUTH", "");
    Wire wire =
        new Wire(
            () -> events.add(new Event.Step(ConnectStep.AUTHENTICATE)),
            List.of(allowed.split(",", -1)).contains("password"));
    Attempt attempt = new Attempt(wire, events);
    Thread.ofPlatform().daemon().name("tusk-connect").start(attempt);
    long deadline = System.nanoTime() + config.options().connectTimeout().toNanos();
    try (var _ = cancellation.onCancel(() -> events.add(Event.STOP))) {
      while (true) {
        Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        switch (event) {
          case null -> {
            attempt.giveUp();
            throw ConnectErrors.timedOut(config, config.options().connectTimeout());
          }
          case Event.Step step -> steps.accept(step.step());
          case Event.Done done -> {
            return done.link();
          }
          case Event.Failed failed -> throw failed.failure();
          case Event.Stop stop -> {
            attempt.giveUp();
            throw cancelled();
          }
        }
      }
    } catch (InterruptedException interrupted) {
      attempt.giveUp();
      Thread.currentThread().interrupt();
      throw cancelled();
    }
  }

  @Override
  public void close() {
    if (password != null) {
      password.wipe();
    }
  }

  private static TuskException cancelled() {
    return new TuskException(new TuskError.Cancelled("Connecting was stopped", null));
  }

  private sealed interface Event {
    Event STOP = new Stop();

    record Step(ConnectStep step) implements Event {}

    record Done(PgLink link) implements Event {}

    record Failed(TuskException failure) implements Event {}

    record Stop() implements Event {}
  }

  private final class Attempt implements Runnable {
    private final Wire wire;
    private final BlockingQueue<Event> events;

    Attempt(Wire wire, BlockingQueue<Event> events) {
      this.wire = wire;
      this.events = events;
    }

    /// Ends the attempt wherever it is; a connection that comes late is cut.
    void giveUp() {
      wire.cut();
    }

    @Override
    public void run() {
      String key = UUID.randomUUID().toString();
      try {
        events.add(new Event.Step(ConnectStep.RESOLVE));
        resolve();
        events.add(new Event.Step(ConnectStep.CONNECT));
        wire.register(key);
        events.add(new Event.Done(login(key)));
      } catch (SQLException
          | UnknownHostException
          | RuntimeException
          | OutOfMemoryError
          | StackOverflowError failure) {
        wire.cut();
        boolean given = password != null && !password.isEmpty();
        events.add(new Event.Failed(ConnectErrors.of(failure, config, given)));
      } finally {
        Wire.unregister(key);
      }
    }

    private void resolve() throws UnknownHostException {
      var _ = InetAddress.getAllByName(config.host());
    }

    private PgLink login(String key) throws SQLException {
      Connection connection =
          driver.connect(
              DriverProperties.url(config),
              DriverProperties.of(config, password, key, environment));
      if (connection == null) {
        throw new SQLException("The driver does not know this address", "08001");
      }
      PgLink link = new PgLink(connection.unwrap(PgConnection.class), wire);
      link.readTimeout(0);
      return link;
    }
  }
}
