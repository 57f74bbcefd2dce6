package dev.tusk.cli.print;

import dev.tusk.cli.Terminal;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.session.Notice;
import dev.tusk.core.sql.CaretContext;
import org.jspecify.annotations.Nullable;

/// Writes errors and notices to standard error, in psql's order, with Tusk's own hint at the end.
public final class ErrorPrinter {
  private final Terminal terminal;

  public ErrorPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Writes an error with the place in the statement, if it has one.
  ///
  /// @param sql the statement as sent; null when the error is not about one
  /// @param where "statement 2 of 5: ", or empty
  public void error(TuskError error, ErrorInfo info, @Nullable String sql, String where) {
    StringBuilder text = new StringBuilder(where);
    ServerError server = error.server();
    text.append(severity(server)).append("  ").append(info.sqlState()).append(": ");
    text.append(info.message());
    if (sql != null && info.position() > 0) {
      CaretContext.of(sql, info.position())
          .ifPresent(place -> text.append('\n').append(place.excerpt()));
    }
    internal(text, server);
    line(text, "DETAIL:  ", info.detail());
    line(text, "HINT:  ", info.hint());
    line(text, "CONTEXT:  ", info.context());
    line(text, "TUSK:  ", info.suggestion());
    terminal.say(text.toString());
  }

  /// Writes an error that is not about a statement.
  public void error(TuskError error) {
    error(error, ErrorInfo.of(error), null, "");
  }

  public void notice(Notice notice) {
    ServerError server = notice.server();
    StringBuilder text = new StringBuilder(notice.severity()).append(":  ");
    text.append(server.message());
    line(text, "DETAIL:  ", server.detail());
    line(text, "HINT:  ", server.hint());
    terminal.say(text.toString());
  }

  private static String severity(@Nullable ServerError server) {
    String severity = server == null ? null : server.severity();
    return severity == null ? "ERROR:" : severity + ":";
  }

  private static void internal(StringBuilder text, @Nullable ServerError server) {
    if (server == null || server.internalQuery() == null) {
      return;
    }
    String query = server.internalQuery();
    CaretContext.of(query, server.internalPosition())
        .ifPresent(place -> text.append('\n').append(place.excerpt()));
    line(text, "QUERY:  ", query);
  }

  private static void line(StringBuilder text, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append('\n').append(label).append(value);
    }
  }
}
