package dev.tusk.postgres;

import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Connections to the servers of the harness.
public final class Servers {
  private Servers() {}

  public static PgDatabase database() {
    return new PgDatabase(Map.of());
  }

  public static ConnectionConfig config(PgDatabaseAddress address) {
    return new ConnectionConfig(
        new ConnectionId(UUID.randomUUID()),
        "the test server",
        address.host(),
        address.port(),
        address.database(),
        address.user(),
        SslMode.PREFER,
        Stage.TEST,
        false,
        ConnectionOptions.DEFAULTS);
  }

  public static Secret password(PgDatabaseAddress address) {
    return Secret.of(address.password());
  }

  /// A pool on the newest server's database `postgres`.
  public static ConnectionPool pool() {
    return pool(PgFixture.shared().address("postgres"), ConnectionOptions.DEFAULTS);
  }

  public static ConnectionPool pool(PgDatabaseAddress address, ConnectionOptions options) {
    return database()
        .connector()
        .open(
            like(config(address)).options(options).build(),
            password(address),
            Cancellation.create(),
            step -> {});
  }

  public static Session lease(ConnectionPool pool) {
    return pool.lease("a test", Cancellation.create());
  }

  /// The only value of a statement.
  public static @Nullable String value(Session session, String sql) {
    CollectingSink sink = new CollectingSink();
    session.execute(StatementRequest.portal(sql), sink);
    return sink.value();
  }

  public static CollectingSink plain(Session session, String sql) {
    CollectingSink sink = new CollectingSink();
    session.execute(StatementRequest.plain(sql), sink);
    return sink;
  }

  public static CollectingSink portal(Session session, String sql) {
    CollectingSink sink = new CollectingSink();
    session.execute(StatementRequest.portal(sql), sink);
    return sink;
  }

  /// The rows of a query in a store, as a grid has them.
  public static ResultStore fetch(Session session, KeepResults keep, String sql) {
    List<ResultStore> made = new ArrayList<>();
    session.execute(
        StatementRequest.portal(sql),
        new StatementSink() {
          @Override
          public void columns(List<ResultColumn> columns) {
            made.add(keep.begin(columns));
          }

          @Override
          public boolean rows(RowPage page) {
            return made.getFirst().append(page);
          }
        });
    return made.getFirst();
  }
}
