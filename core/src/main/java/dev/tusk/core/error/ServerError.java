package dev.tusk.core.error;

import org.jspecify.annotations.Nullable;

/// The fields of a PostgreSQL `ErrorResponse` or `NoticeResponse` as the server sent them.
///
/// Names and letters are the protocol's (PostgreSQL 18 manual, "Error and Notice Message Fields").
/// A field that the server did not send is null. The non-localised severity (`V`) is missing: the
/// driver has no getter for it.
///
/// @param severity `S`, localised
/// @param sqlState `C`, five characters
/// @param message `M`
/// @param position `P`: 1-based, in code points of the statement as sent; 0 when there is none
/// @param internalPosition `p`: as `position`, in `internalQuery`; 0 when there is none
/// @param line `L`: in the server's own source; 0 when there is none
public record ServerError(
    @Nullable String severity,
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    int position,
    int internalPosition,
    @Nullable String internalQuery,
    @Nullable String where,
    @Nullable String schema,
    @Nullable String table,
    @Nullable String column,
    @Nullable String dataType,
    @Nullable String constraint,
    @Nullable String file,
    int line,
    @Nullable String routine) {

  /// Only a code and a message, as a client-side failure has them.
  public static ServerError of(String sqlState, String message) {
    return new ServerError(
        null, sqlState, message, null, null, 0, 0, null, null, null, null, null, null, null, null,
        0, null);
  }

  /// The same error with its position counted from an earlier start of text.
  public ServerError withPosition(int newPosition) {
    return new ServerError(
        severity,
        sqlState,
        message,
        detail,
        hint,
        newPosition,
        internalPosition,
        internalQuery,
        where,
        schema,
        table,
        column,
        dataType,
        constraint,
        file,
        line,
        routine);
  }
}
