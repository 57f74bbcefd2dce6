package dev.tusk.postgres.error;

import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgServer;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every provocation works with: the server, and ways to use it through the adapter that end
/// in the error.
final class FaultBench implements AutoCloseable {
  static final String PASSWORD = "a password of 2026";
  /// How long one waits for who answers nothing; a real server has as long as it wants.
  private static final Duration SOON = Duration.ofSeconds(2);

  final PgServer server;
  private final String database;
  private @Nullable ConnectionPool pool;

  FaultBench(PgServer server) {
    this(server, "faults");
  }

  FaultBench(PgServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /// A login as the superuser is as good as any where the fault is the statement's.
  ConnectionPool pool() {
    ConnectionPool open = pool;
    if (open == null) {
      open = Servers.pool(server.address(database), ConnectionOptions.DEFAULTS);
      pool = open;
    }
    return open;
  }

  /// Ends the pool, whose sessions a fault of the server has broken.
  void forgetPool() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }

  ConnectionConfig config(String user) {
    return config(user, SslMode.PREFER);
  }

  ConnectionConfig config(String user, SslMode mode) {
    int port = server.address("faults").port();
    return like(config("127.0.0.1", port, "faults", user, mode))
        .options(ConnectionOptions.DEFAULTS)
        .build();
  }

  static ConnectionConfig at(int port) {
    return at(port, SslMode.PREFER);
  }

  static ConnectionConfig at(int port, SslMode mode) {
    return config("127.0.0.1", port, "faults", "f_scram", mode);
  }

  static ConnectionConfig config(
      String host, int port, String database, String user, SslMode mode) {
    ConnectionConfig some = Servers.config(new PgDatabaseAddress(host, port, database, user, ""));
    return like(some)
        .host(host)
        .port(port)
        .database(database)
        .user(user)
        .sslMode(mode)
        .options(ConnectionOptions.DEFAULTS.withConnectTimeout(SOON))
        .build();
  }

  Captured connect(ConnectionConfig config) {
    return connect(config, PASSWORD);
  }

  Captured connect(ConnectionConfig config, @Nullable String password) {
    return connect(config, password, Map.of());
  }

  /// Connects, which must fail.
  Captured connect(
      ConnectionConfig config, @Nullable String password, Map<String, String> environment) {
    Secret secret = password == null ? null : Secret.of(password.toCharArray());
    try {
      new PgDatabase(environment)
          .connector()
          .open(config, secret, Cancellation.create(), step -> {})
          .close();
    } catch (TuskException failure) {
      return Captured.connecting(failure, config);
    }
    throw new AssertionError("The connection was made");
  }

  /// Runs statements in one session; the last one must fail.
  Captured statement(String... statements) {
    try (Session session = Servers.lease(pool())) {
      return last(session, statements);
    }
  }

  static Captured last(Session session, String... statements) {
    for (int i = 0; i < statements.length - 1; i++) {
      Servers.plain(session, statements[i]);
    }
    return fail(session, statements[statements.length - 1]);
  }

  /// The statement must fail, sent as one message.
  static Captured fail(Session session, String sql) {
    return fail(session, StatementRequest.plain(sql));
  }

  static Captured fail(Session session, StatementRequest request) {
    try {
      session.execute(request, new CollectingSink());
    } catch (TuskException failure) {
      return Captured.working(failure);
    }
    throw new AssertionError("It went well: " + request.sql());
  }

  @Override
  public void close() {
    forgetPool();
  }
}
