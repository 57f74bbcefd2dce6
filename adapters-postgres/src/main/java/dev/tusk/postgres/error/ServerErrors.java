package dev.tusk.postgres.error;

import dev.tusk.core.error.Causes;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.postgres.wire.ProtocolViolation;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/// Translates what a statement on an open session threw, by SQLSTATE and state of the link, never
/// by localised text.
public final class ServerErrors {
  /// `setNextException` can make a ring.
  private static final int LONGEST_CHAIN = 20_000;

  private ServerErrors() {}

  /// What is known of the statement when its link is lost.
  public enum AtStake {
    /// It changes nothing, or what it changed is rolled back for certain.
    NOTHING,
    /// It may have been committed.
    COMMIT
  }

  /// The carrier for `failure`.
  ///
  /// @param open whether the link is still up
  /// @param atStake what a lost link means for the data
  public static TuskException ofStatement(Throwable failure, boolean open, AtStake atStake) {
    return ofStatement(failure, open, atStake, null);
  }

  /// The carrier for `failure`.
  ///
  /// @param open whether the link is still up
  /// @param atStake what a lost link means for the data
  /// @param lastWords a warning in which the server said why it would hang up: after a crash it
  ///     sends 57P02 as no error; null when there was none
  public static TuskException ofStatement(
      Throwable failure, boolean open, AtStake atStake, @Nullable ServerError lastWords) {
    if (failure instanceof TuskException carrier) {
      return carrier;
    }
    if (!open && atStake == AtStake.NOTHING && lastWords != null && serverError(failure) == null) {
      return new TuskException(new TuskError.LinkLost(lastWords.message(), lastWords), failure);
    }
    return new TuskException(error(failure, open, atStake), failure);
  }

  private static TuskError error(Throwable failure, boolean open, AtStake atStake) {
    @Nullable ServerError server = serverError(failure);
    if (!open && failure instanceof OutOfMemoryError && atStake == AtStake.NOTHING) {
      return new TuskError.OutOfMemory(
          "What the server sent does not fit into Tusk's memory, so the link was closed; what was"
              + " open in its session was rolled back");
    }
    if (!open) {
      if (server != null) {
        return new TuskError.LinkLost(server.message(), server);
      }
      @Nullable ProtocolViolation violation = violation(failure);
      if (violation != null && atStake == AtStake.NOTHING) {
        return new TuskError.LinkLost(
            violation.kind() == ProtocolViolation.Kind.TOO_LARGE
                ? "The result was larger than the memory for it, so the link was closed; fetch"
                    + " fewer rows"
                : "The link was closed because " + violation.getMessage(),
            null);
      }
      if (failure instanceof SQLException sql
          && "08S01".equals(sql.getSQLState())
          && atStake == AtStake.NOTHING) {
        return new TuskError.LinkLost(
            "The result was larger than the memory for it, so the link was closed; fetch fewer"
                + " rows",
            null);
      }
      return atStake == AtStake.COMMIT
          ? new TuskError.OutcomeUnknown(
              "The link to the server broke during the statement. Whether it took effect is"
                  + " unknown: check before you run it again")
          : new TuskError.LinkLost("The link to the server broke: " + reason(failure), null);
    }
    if (server != null) {
      return server.sqlState().startsWith("XX")
          ? new TuskError.ServerBug(server)
          : new TuskError.StatementFailed(server);
    }
    if (memory(failure)) {
      return new TuskError.OutOfMemory(
          "The rows do not fit into Tusk's memory; fetch fewer rows or narrower columns");
    }
    if (failure instanceof SQLException sql) {
      String state = sql.getSQLState();
      return new TuskError.StatementFailed(
          ServerError.of(state == null ? "XX000" : state, reason(failure)));
    }
    return TuskException.errorOf(failure);
  }

  /// Why a link ended on which nothing ran.
  ///
  /// @param word the fields of what the server said last, as the protocol has them; null when it
  ///     said nothing
  public static TuskError ofIdle(@Nullable String word, @Nullable Throwable failure) {
    if (word != null) {
      ServerError said = fields(new ServerErrorMessage(word));
      return new TuskError.LinkLost(said.message(), said);
    }
    return new TuskError.LinkLost(
        failure == null
            ? "The server closed the connection"
            : "The link to the server broke: " + reason(failure),
        null);
  }

  /// The server's own error in `failure`; null when the server said nothing.
  public static @Nullable ServerError serverError(Throwable failure) {
    for (Throwable each : Causes.of(failure)) {
      @Nullable ServerErrorMessage message = message(each);
      if (message != null) {
        return fields(message);
      }
    }
    // The driver puts what came after its first complaint into a chain of its own.
    @Nullable SQLException next =
        failure instanceof SQLException first ? first.getNextException() : null;
    for (int i = 0; next != null && i < LONGEST_CHAIN; i++, next = next.getNextException()) {
      @Nullable ServerErrorMessage message = message(next);
      if (message != null) {
        return fields(message);
      }
    }
    return null;
  }

  private static @Nullable ServerErrorMessage message(Throwable failure) {
    return failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }

  /// The fields of a notice.
  public static ServerError fields(SQLWarning warning) {
    ServerErrorMessage message =
        warning instanceof PSQLWarning postgres ? postgres.getServerErrorMessage() : null;
    if (message != null) {
      return fields(message);
    }
    String state = warning.getSQLState();
    return ServerError.of(state == null ? "01000" : state, String.valueOf(warning.getMessage()));
  }

  private static ServerError fields(ServerErrorMessage m) {
    String state = m.getSQLState();
    String message = m.getMessage();
    return new ServerError(
        m.getSeverity(),
        state == null ? "XX000" : state,
        message == null ? "The server sent an error without a message" : message,
        m.getDetail(),
        m.getHint(),
        number(m::getPosition),
        number(m::getInternalPosition),
        m.getInternalQuery(),
        m.getWhere(),
        m.getSchema(),
        m.getTable(),
        m.getColumn(),
        m.getDatatype(),
        m.getConstraint(),
        m.getFile(),
        number(m::getLine),
        m.getRoutine());
  }

  /// The driver parses numbers when they are asked for, and believes that they are some.
  private static int number(IntSupplier field) {
    try {
      return Math.max(0, field.getAsInt());
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }

  private static @Nullable ProtocolViolation violation(Throwable failure) {
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < 20; depth++, each = each.getCause()) {
      if (each instanceof ProtocolViolation violation) {
        return violation;
      }
    }
    return null;
  }

  private static boolean memory(Throwable failure) {
    return Causes.of(failure).stream().anyMatch(OutOfMemoryError.class::isInstance)
        || (failure instanceof SQLException sql && "53200".equals(sql.getSQLState()));
  }

  static String reason(Throwable failure) {
    Throwable deepest = Causes.of(failure).getLast();
    String message = deepest.getMessage();
    if (message == null || message.isBlank()) {
      return deepest instanceof java.io.EOFException
          ? "the server closed it"
          : deepest.getClass().getSimpleName();
    }
    return message;
  }
}
