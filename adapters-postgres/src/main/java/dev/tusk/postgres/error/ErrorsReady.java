package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import java.net.ConnectException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/// Loads what the conversion of errors needs before the first one is met.
///
/// Some 800 classes take part, most of them the JDK's for patterns and lambdas: 30 ms on a quiet
/// machine, more than an error may take (SC-001). They are loaded while the first connection is
/// being made, which takes longer.
public final class ErrorsReady {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private ErrorsReady() {}

  /// Begins on a thread of its own; later calls do nothing.
  ///
  /// @param config any connection's
  public static void begin(ConnectionConfig config) {
    if (BEGUN.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("tusk-errors").start(() -> load(config));
    }
  }

  /// Converts one error of a statement and some of connecting.
  static void load(ConnectionConfig config) {
    String sql = "select * from t";
    PSQLException failure =
        new PSQLException(
            new ServerErrorMessage("SERROR\0VERROR\0C42P01\0Mt\0Ht\0Wt\0st\0tt\0ct\0P15\0\0"));
    TuskError error = ServerErrors.ofStatement(failure, true, AtStake.NOTHING).error();
    NearestNames names = new NearestNames(new SchemaCaches());
    var _ = ErrorInfo.of(error, names.scene(new ConnectionId(new UUID(0, 0)), sql, error));
    for (PSQLException each :
        new PSQLException[] {
          new PSQLException("t", PSQLState.CONNECTION_FAILURE, new ConnectException("t")),
          new PSQLException("t", PSQLState.CONNECTION_REJECTED),
          new PSQLException(new ServerErrorMessage("SFATAL\0VFATAL\0C28P01\0Mt\0\0"))
        }) {
      var _ = ErrorInfo.of(ConnectErrors.of(each, config, true).error());
    }
  }
}
