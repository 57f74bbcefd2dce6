package dev.tusk.postgres.connect;

import dev.tusk.core.error.ServerError;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.session.PgLink;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// What came of asking a server for something that it may not have.
///
/// @param result null when it has not
/// @param why it has not, in the server's words; empty otherwise
record Attempt<T>(@Nullable T result, String why) {
  /// Something to ask.
  @FunctionalInterface
  interface Question<T> {
    T ask() throws SQLException;
  }

  /// Asks.
  ///
  /// @throws SQLException when it says nothing of what the server has: the link is gone, the server
  ///     ends, is full, or lets nobody in
  static <T> Attempt<T> of(PgLink link, Question<T> question) throws SQLException {
    try {
      return new Attempt<>(question.ask(), "");
    } catch (IndexOutOfBoundsException | NoSuchElementException | IllegalArgumentException other) {
      return new Attempt<>(null, "it answers something else");
    } catch (SQLException refused) {
      @Nullable ServerError server = ServerErrors.serverError(refused);
      if (server == null || !link.isOpen() || isOfTheMoment(server.sqlState())) {
        throw refused;
      }
      if (link.transactionState() != TransactionState.IDLE) {
        var _ = link.rows("rollback");
      }
      return new Attempt<>(null, server.message());
    }
  }

  private static boolean isOfTheMoment(String state) {
    return state.startsWith("08")
        || state.startsWith("28")
        || state.startsWith("53")
        || state.startsWith("57");
  }
}
