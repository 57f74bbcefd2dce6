package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.error.ErrorsReady;
import dev.tusk.postgres.pool.OpenPools;
import dev.tusk.postgres.pool.PgPool;
import dev.tusk.postgres.session.PgLink;
import java.sql.SQLException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Proves by one connection that a server can be used, then makes its pool.
public final class PgConnector implements Connector {
  private final Map<String, String> environment;
  private final OpenPools pools;

  /// Connects nothing yet.
  ///
  /// @param environment where libpq's variables are looked up: `PGTZ`, `PGDATESTYLE`, `PGOPTIONS`
  /// @param pools learns of every pool, for the catalog
  public PgConnector(Map<String, String> environment, OpenPools pools) {
    this.environment = Map.copyOf(environment);
    this.pools = pools;
  }

  @Override
  public ConnectionPool open(
      ConnectionConfig config,
      @Nullable Secret password,
      Cancellation cancellation,
      ConnectDialogue dialogue) {
    ErrorsReady.begin(config);
    Map<String, String> words = SessionWords.environment(environment, config.settings());
    Dialler dialler = new Dialler(config, password, words);
    boolean handedOver = false;
    try {
      Dialler.Dialled<ServerProbe.Found> first =
          dialler.dial(
              config.options().connectTimeout(),
              cancellation,
              dialogue,
              link -> prepare(link, config, words));
      PgPool pool =
          new PgPool(
              dialler, first.found().server(), first.found().setup(), first.link(), pools::remove);
      handedOver = true;
      pools.add(pool);
      return pool;
    } finally {
      if (!handedOver) {
        dialler.close();
      }
    }
  }

  private static boolean guarded(ConnectionConfig config) {
    return switch (Guard.of(config)) {
      case SILENT, ASK -> false;
      case READ_ONLY, PRODUCTION -> true;
    };
  }

  private static ServerProbe.Found prepare(
      PgLink link, ConnectionConfig config, Map<String, String> words) throws SQLException {
    try {
      return ServerProbe.examine(link, config, words, guarded(config));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException lie) {
      // An answer to our own questions that no PostgreSQL gives.
      throw ConnectErrors.notPostgres(lie, config);
    }
  }
}
