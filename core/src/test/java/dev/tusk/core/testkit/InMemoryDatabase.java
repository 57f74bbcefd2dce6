package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.port.DatabasePort;
import dev.tusk.core.schema.CatalogReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server in memory that understands a few statements, and can lose requests and links.
///
/// It listens on one host and port, has one database and one user. Thread-safe.
public final class InMemoryDatabase implements DatabasePort {
  private final ConnectionConfig address;
  private final @Nullable String password;
  private volatile String tunnelPassword = "";
  private final InMemoryCatalog catalog = new InMemoryCatalog(this);
  private final InMemoryEnvironment environment = new InMemoryEnvironment();
  private final Map<ConnectionId, InMemoryPool> pools = new ConcurrentHashMap<>();
  private final List<InMemorySession> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger lastPid = new AtomicInteger(1_000);
  private final AtomicInteger attempts = new AtomicInteger();

  /// Requests that the network loses from now on.
  volatile boolean losesCancels;

  /// How many cancels reached a running statement, lost ones included.
  final AtomicInteger cancels = new AtomicInteger();

  /// How often a session was asked for a sign of life.
  final AtomicInteger pings = new AtomicInteger();

  volatile boolean losesTerminates;

  /// What happens while a session reads a statement, before anything of it is sent.
  volatile Runnable whileReading = () -> {};

  /// How long it takes to give a sign of life.
  volatile Duration slowness = Duration.ZERO;

  private InMemoryDatabase(ConnectionConfig address, @Nullable String password) {
    this.address = address;
    this.password = password;
  }

  /// A server at `address`'s host, port and database that lets its user in.
  ///
  /// @param password what it asks for; null when it trusts everybody
  public static InMemoryDatabase at(ConnectionConfig address, @Nullable String password) {
    return new InMemoryDatabase(address, password);
  }

  @Override
  public Connector connector() {
    return this::open;
  }

  @Override
  public InMemoryEnvironment environment() {
    return environment;
  }

  @Override
  public CatalogReader catalog() {
    return catalog;
  }

  /// What [#catalog] reads, to be filled by the test.
  public InMemoryCatalog contents() {
    return catalog;
  }

  /// How many cancels reached a running statement, lost ones included.
  public int cancels() {
    return cancels.get();
  }

  /// Cancel requests are delivered and have no effect from now on.
  public void loseCancels() {
    losesCancels = true;
  }

  /// So are requests to end a session.
  public void loseTerminates() {
    losesTerminates = true;
  }

  /// How often a session was asked for a sign of life.
  public int pings() {
    return pings.get();
  }

  /// Does something whenever a session reads a statement, before anything of it is sent.
  public void whileReading(Runnable action) {
    whileReading = action;
  }

  /// Gives a sign of life only after so long.
  public void answersAfter(Duration time) {
    slowness = time;
  }

  /// Cuts every link now, without a word.
  public void cutLinks() {
    sessions.forEach(
        session -> session.end(new TuskError.LinkLost("The connection was cut", null)));
  }

  /// How often somebody has tried to connect.
  public int attempts() {
    return attempts.get();
  }

  boolean isOpen(ConnectionId id) {
    InMemoryPool pool = pools.get(id);
    return pool != null && !pool.isClosed();
  }

  int nextPid() {
    return lastPid.incrementAndGet();
  }

  void started(InMemorySession session) {
    sessions.add(session);
  }

  void ended(InMemorySession session) {
    sessions.remove(session);
  }

  private ConnectionPool open(
      ConnectionConfig config,
      @Nullable Secret given,
      Cancellation cancellation,
      ConnectDialogue dialogue) {
    attempts.incrementAndGet();
    dialogue.step(ConnectStep.of(config).getFirst());
    if (config.settings().get(Setting.SSH).isPresent()) {
      passTunnel(dialogue);
    }
    if (cancellation.isCancelled()) {
      throw new TuskException(new TuskError.Cancelled("Stopped at your request", null));
    }
    dialogue.step(ConnectStep.CONNECT);
    if (!config.host().equals(address.host()) || config.port() != address.port()) {
      throw new TuskException(
          new TuskError.Unreachable(
              TuskError.Reach.REFUSED, "Nothing listens there", config.host(), config.port()));
    }
    dialogue.step(ConnectStep.AUTHENTICATE);
    authenticate(config, given);
    if (!config.database().equals(address.database())) {
      throw new TuskException(
          new TuskError.Declined(
              ServerError.of("3D000", "database \"" + config.database() + "\" does not exist")));
    }
    dialogue.step(ConnectStep.PREPARE);
    InMemoryPool pool = new InMemoryPool(this, config);
    pools.put(config.id(), pool);
    return pool;
  }

  /// Puts it behind an SSH server with this password, which nobody knows yet.
  public void tunnel(String newPassword) {
    tunnelPassword = newPassword;
  }

  private void passTunnel(ConnectDialogue dialogue) {
    if (!dialogue.trust(new SshHostKey("bastion", "ED25519", "SHA256:abc", "known_hosts"))) {
      throw new TuskException(
          new TuskError.TunnelFailed(
              TuskError.Tunnel.HOST_KEY_UNKNOWN, "The SSH server bastion is not known"));
    }
    for (int i = 0; i < 2; i++) {
      Optional<Secret> answer =
          dialogue.secret(
              new SecretQuestion(SecretQuestion.Kind.PASSWORD, "me@bastion", "", false, i > 0));
      if (answer.filter(Secret.of(tunnelPassword)::equals).isPresent()) {
        return;
      }
    }
    throw new TuskException(
        new TuskError.TunnelFailed(TuskError.Tunnel.LOGIN, "The SSH server did not let me in"));
  }

  private void authenticate(ConnectionConfig config, @Nullable Secret given) {
    if (password == null) {
      return;
    }
    if (given == null) {
      throw new TuskException(new TuskError.PasswordMissing(config.user(), config.name()));
    }
    if (!config.user().equals(address.user())
        || !given.<Boolean>reveal(text -> password.contentEquals(new String(text)))) {
      throw new TuskException(
          new TuskError.LoginRefused(
              ServerError.of(
                  "28P01", "password authentication failed for user \"" + config.user() + "\""),
              config.user()));
    }
  }
}
