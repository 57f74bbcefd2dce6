package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.Causes;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.ssh.Tunnel;
import dev.tusk.postgres.tls.TlsClient;
import dev.tusk.postgres.tls.TlsRefusal;
import dev.tusk.postgres.tls.TlsSettings;
import dev.tusk.postgres.wire.LoginRules;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;

/// Makes one physical connection within a deadline, whatever the server does or does not do.
///
/// The driver works on a daemon thread of its own: none of its timeouts covers a server that
/// accepts and then says nothing in every phase, one that says a byte now and then, or a slow name
/// server. Thread-safe; owns its copy of the password.
public final class Dialler implements AutoCloseable {
  /// No line of `pg_hba.conf` lets us in this way.
  private static final String NOT_LET_IN = "28000";

  /// The driver's own word for a server without TLS, and for a password that is missing.
  private static final String DECLINED = "08004";

  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ConnectionConfig config;
  private final @Nullable Secret password;
  private final Map<String, String> environment;
  private final @Nullable Tunnel tunnel;
  private final TlsClient tls;
  private final LoginRules login;
  private volatile boolean encrypted;
  private final @Nullable HostSearch hosts;

  /// What makes a fresh link usable; runs within the deadline, on the dialling thread.
  @FunctionalInterface
  public interface Preparation<T> {
    T on(PgLink link) throws SQLException;
  }

  /// A link that is ready, and what its preparation found out.
  public record Dialled<T>(PgLink link, T found) {}

  /// Dials nothing yet.
  ///
  /// @param password copied; null when none is known
  /// @throws TuskException with a TlsFailed when the settings contradict each other
  public Dialler(
      ConnectionConfig config, @Nullable Secret password, Map<String, String> environment) {
    this.config = config;
    this.tls = new TlsClient(TlsSettings.of(config, environment), environment);
    this.login = LoginSettings.of(config, environment);
    this.password = password == null ? null : password.copy();
    this.environment = environment;
    this.hosts = HostSearch.of(config, password, environment);
    this.tunnel = Tunnel.of(config, environment);
  }

  public ConnectionConfig config() {
    return config;
  }

  /// Connects, logs in and prepares the link, all within `limit`.
  ///
  /// @param limit mostly the connect timeout
  /// @param dialogue hears each step and is asked on the calling thread; the time that it takes to
  ///     answer does not count
  /// @throws TuskException with a Connection, Authentication or Ssl error; Cancelled when cancelled
  public <T> Dialled<T> dial(
      Duration limit,
      Cancellation cancellation,
      ConnectDialogue dialogue,
      Preparation<T> preparation) {
    if (hosts != null) {
      return hosts.dial(limit, cancellation, dialogue, preparation);
    }
    BlockingQueue<Event<T>> events = new LinkedBlockingQueue<>();
    Wire wire =
        new Wire(
            step -> events.add(new Event.Step<>(step)),
            login,
            tls,
            tunnel,
            config,
            SessionWords.timeZone(environment));
    Relay relay = new Relay(dialogue, question -> events.add(new Event.Asked<>(question)));
    Thread.ofPlatform()
        .daemon()
        .name("tusk-connect")
        .start(new Attempt<>(wire, relay, events, preparation));
    long deadline = System.nanoTime() + limit.toNanos();
    ConnectStep at = ConnectStep.RESOLVE;
    boolean done = false;
    try (var _ = cancellation.onCancel(() -> events.add(new Event.Stop<>()))) {
      while (true) {
        Event<T> event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        switch (event) {
          // In the words of the settings: who asked has used up the rest of it.
          case null ->
              throw at == ConnectStep.TUNNEL
                  ? ConnectErrors.tunnelTimedOut(config)
                  : ConnectErrors.timedOut(config, config.options().connectTimeout());
          case Event.Step<T> step -> {
            at = step.step();
            dialogue.step(at);
          }
          case Event.Asked<T> asked -> {
            long begun = System.nanoTime();
            asked.question().run();
            deadline += System.nanoTime() - begun;
          }
          case Event.Done<T> ready -> {
            done = true;
            return ready.dialled();
          }
          case Event.Failed<T> failed -> throw failed.failure();
          case Event.Stop<T> _ -> throw cancelled();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } finally {
      relay.end();
      if (!done) {
        // Ends the attempt wherever it is; a connection that comes late is cut.
        wire.cut();
      }
    }
  }

  /// Whether `link` leads to the server that new links lead to; after a failover those from before
  /// do not.
  public boolean isCurrent(PgLink link) {
    return hosts == null || hosts.isCurrent(link);
  }

  /// Whether `link` was made here.
  boolean leadsTo(PgLink link) {
    return link.server().equals(DriverProperties.address(config)[0].toString());
  }

  @Override
  public void close() {
    tls.close();
    if (hosts != null) {
      hosts.close();
    }
    if (password != null) {
      password.wipe();
    }
    if (tunnel != null) {
      tunnel.close();
    }
  }

  private static TuskException cancelled() {
    return new TuskException(new TuskError.Cancelled("Connecting was stopped", null));
  }

  private sealed interface Event<T> {
    record Step<T>(ConnectStep step) implements Event<T> {}

    /// To be run by who is connecting.
    record Asked<T>(Runnable question) implements Event<T> {}

    record Done<T>(Dialled<T> dialled) implements Event<T> {}

    record Failed<T>(TuskException failure) implements Event<T> {}

    record Stop<T>() implements Event<T> {}
  }

  private final class Attempt<T> implements Runnable {
    private final Wire wire;
    private final ConnectDialogue dialogue;
    private final BlockingQueue<Event<T>> events;
    private final Preparation<T> preparation;

    Attempt(
        Wire wire,
        ConnectDialogue dialogue,
        BlockingQueue<Event<T>> events,
        Preparation<T> preparation) {
      this.wire = wire;
      this.dialogue = dialogue;
      this.events = events;
      this.preparation = preparation;
    }

    @Override
    public void run() {
      String key = UUID.randomUUID().toString();
      boolean done = false;
      try {
        if (tunnel == null) {
          events.add(new Event.Step<>(ConnectStep.RESOLVE));
          resolve();
        } else {
          if (HostAddress.isSocket(config.host())) {
            throw new IllegalArgumentException(
                "a Unix socket cannot be reached through an SSH server; write localhost");
          }
          events.add(new Event.Step<>(ConnectStep.TUNNEL));
          wire.openTunnel(dialogue);
          HostSpec target = DriverProperties.address(config)[0];
          wire.towards(target.getHost(), target.getPort());
        }
        tls.unlock(dialogue);
        events.add(new Event.Step<>(ConnectStep.CONNECT));
        wire.register(key);
        PgLink link = login(key);
        events.add(new Event.Step<>(ConnectStep.PREPARE));
        T found = preparation.on(link);
        link.readTimeout(0);
        done = true;
        events.add(new Event.Done<>(new Dialled<>(link, found)));
      } catch (SQLException
          | UnknownHostException
          | RuntimeException
          | OutOfMemoryError
          | StackOverflowError failure) {
        wire.cut();
        // What the driver throws at a server that lies is of any kind; the caller waits for a word.
        boolean given = password != null && !password.isEmpty();
        TuskException error = ConnectErrors.of(failure, config, given);
        if (tunnel != null && error.error() instanceof TuskError.Authentication) {
          // The next attempt, with another password, is not to ask for the code of a telephone.
          tunnel.keep(RETRY);
        }
        events.add(new Event.Failed<>(error));
      } finally {
        Wire.unregister(key);
        if (!done) {
          wire.cut();
        }
      }
    }

    private void resolve() throws UnknownHostException {
      if (HostAddress.isSocket(config.host())) {
        wire.through(
            Path.of(config.host(), ".s.PGSQL." + config.port()),
            LoginSettings.peer(config, environment));
      } else {
        var _ = InetAddress.getAllByName(config.dialled());
      }
    }

    /// One or two attempts, as libpq makes them; what the second says counts, as long as it came
    /// further. A link that was encrypted once is never made again without encryption.
    private PgLink login(String key) throws SQLException {
      SslMode mode = tls.settings().mode();
      if (encrypted && mode.compareTo(SslMode.REQUIRE) < 0) {
        mode = SslMode.REQUIRE;
      }
      PgLink link =
          switch (mode) {
            case DISABLE -> attempt(key, mode);
            case REQUIRE, VERIFY_CA, VERIFY_FULL -> insist(key, mode);
            case ALLOW -> allow(key);
            case PREFER -> prefer(key);
          };
      encrypted |= wire.encryption() != null;
      return link;
    }

    private PgLink insist(String key, SslMode mode) throws SQLException {
      try {
        return attempt(key, mode);
      } catch (SQLException refused) {
        // The driver says the same when a password is missing.
        if (DECLINED.equals(refused.getSQLState()) && !wire.isTlsBegun()) {
          throw because(TlsRefusal.notOffered(mode, encrypted), refused);
        }
        throw refused;
      }
    }

    private PgLink allow(String key) throws SQLException {
      try {
        return attempt(key, SslMode.DISABLE);
      } catch (SQLException refused) {
        if (!NOT_LET_IN.equals(refused.getSQLState()) || wire.isCut()) {
          throw refused;
        }
        try {
          return attempt(key, SslMode.REQUIRE);
        } catch (SQLException again) {
          throw wire.isTlsBegun() ? again : refused;
        }
      }
    }

    private PgLink prefer(String key) throws SQLException {
      try {
        return attempt(key, SslMode.PREFER);
      } catch (SQLException refused) {
        if (!wire.isTlsRefused()) {
          throw refused;
        }
        try {
          return attempt(key, SslMode.DISABLE);
        } catch (SQLException again) {
          boolean further =
              ServerErrors.serverError(again) != null && !NOT_LET_IN.equals(again.getSQLState());
          throw further || DECLINED.equals(again.getSQLState()) ? again : refused;
        }
      }
    }

    /// Goes round the driver's URL, where a `?` or `&` in a name would add properties.
    private PgLink attempt(String key, SslMode mode) throws SQLException {
      boolean direct = tls.settings().direct();
      try {
        return new PgLink(
            new PgConnection(
                DriverProperties.address(config),
                DriverProperties.of(config, password, mode, direct, key, environment),
                "jdbc:postgresql:"),
            wire);
      } catch (PSQLException failure) {
        if (!wire.isTlsBegun() || !isHangUp(failure)) {
          throw failure;
        }
        @Nullable TlsRefusal refusal = tls.afterHangUp();
        if (refusal != null) {
          throw because(refusal, failure);
        }
        if (direct && wire.isTlsRefused()) {
          throw ConnectErrors.notDirect(config, failure);
        }
        throw failure;
      }
    }

    private static boolean isHangUp(SQLException failure) {
      return Causes.of(failure).stream()
          .anyMatch(each -> each instanceof SocketException || each instanceof EOFException);
    }

    private static SQLException because(TlsRefusal refusal, SQLException failure) {
      SQLException told = new SQLException(refusal.getMessage(), "08001", refusal);
      told.addSuppressed(failure);
      return told;
    }
  }
}
