package dev.tusk.core.session;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One statement as it goes to the server.
///
/// @param sql exactly the text that is sent
/// @param portal whether the statement may be read piece by piece in a transaction of its own, with
///     memory bounded whatever its size; false for what the server refuses in a transaction block
/// @param copyIn the data of a `COPY … FROM STDIN`, read to its end but not closed; else null
/// @param maxRows stop after this many rows and say that more exist; `Long.MAX_VALUE` for all
public record StatementRequest(
    String sql, boolean portal, @Nullable InputStream copyIn, long maxRows) {

  /// All rows of `sql`, read piece by piece.
  public static StatementRequest portal(String sql) {
    return new StatementRequest(sql, true, null, Long.MAX_VALUE);
  }

  /// `sql` sent as it is, its rows (if any) loaded at once.
  public static StatementRequest plain(String sql) {
    return new StatementRequest(sql, false, null, Long.MAX_VALUE);
  }
}
