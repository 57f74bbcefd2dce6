package dev.tusk.core.session;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One statement as it goes to the server.
///
/// @param sql exactly the text that is sent
/// @param portal whether the statement may be read piece by piece in a transaction of its own, so
///     that the server stops at the limit; false for what is refused in a transaction block or has
///     to be done whole, of which the server sends all rows
/// @param copyIn the data of a `COPY … FROM STDIN`, read to its end but not closed; else null
/// @param maxRows stop after this many rows and say that more exist; `Long.MAX_VALUE` for all
public record StatementRequest(
    String sql, boolean portal, @Nullable InputStream copyIn, long maxRows) {

  /// All rows of `sql`, read piece by piece.
  public static StatementRequest portal(String sql) {
    return new StatementRequest(sql, true, null, Long.MAX_VALUE);
  }

  /// All rows of `sql`, sent as it is.
  public static StatementRequest plain(String sql) {
    return new StatementRequest(sql, false, null, Long.MAX_VALUE);
  }
}
