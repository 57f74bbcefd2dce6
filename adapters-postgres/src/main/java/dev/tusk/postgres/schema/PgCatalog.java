package dev.tusk.postgres.schema;

import dev.tusk.core.connection.ServerProduct;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import dev.tusk.postgres.pool.OpenPools;
import dev.tusk.postgres.pool.PgPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Reads PostgreSQL's catalog with jOOQ over the service pool; works on 14 to 18.
public final class PgCatalog implements CatalogReader {
  private static final Settings SETTINGS =
      new Settings().withExecuteLogging(false).withFetchWarnings(false);

  private final OpenPools pools;

  public PgCatalog(OpenPools pools) {
    this.pools = pools;
  }

  @Override
  public List<Namespace> namespaces(ConnectionId id) {
    return read(id, Namespaces::read);
  }

  @Override
  public List<Relation> relations(ConnectionId id, String schema) {
    return read(id, db -> Relations.read(db, schema));
  }

  @Override
  public List<Column> columns(ConnectionId id, long relation) {
    return read(id, db -> Columns.read(db, relation));
  }

  @Override
  public List<Routine> routines(ConnectionId id, String schema) {
    return read(id, db -> Routines.read(db, schema));
  }

  @Override
  public List<DataType> types(ConnectionId id, String schema) {
    return read(id, db -> Types.read(db, schema));
  }

  private <T> T read(ConnectionId id, Function<DSLContext, T> reading) {
    PgPool pool = pools.find(id);
    ServerProduct product = pool.server().product();
    try {
      return read(pool, reading);
    } catch (TuskException failure) {
      if (product.equals(ServerProduct.POSTGRESQL)
          || !(failure.error() instanceof TuskError.StatementFailed missing)) {
        throw failure;
      }
      throw new TuskException(
          new TuskError.NotSent(
              product.name() + " lacks what the tree is read from: " + missing.message(),
              "Statements run all the same."),
          failure);
    }
  }

  private static <T> T read(PgPool pool, Function<DSLContext, T> reading) {
    return pool.service()
        .read(
            connection -> {
              try {
                return reading.apply(DSL.using(connection, SQLDialect.POSTGRES, SETTINGS));
              } catch (DataAccessException failure) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                throw ServerErrors.ofStatement(cause, isOpen(connection), AtStake.NOTHING);
              }
            });
  }

  /// Whether the failure was the statement's: a pool closes a connection whose link is lost.
  private static boolean isOpen(Connection connection) {
    try {
      return !connection.isClosed();
    } catch (SQLException lost) {
      return false;
    }
  }
}
