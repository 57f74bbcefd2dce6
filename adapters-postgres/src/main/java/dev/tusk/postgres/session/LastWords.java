package dev.tusk.postgres.session;

import dev.tusk.core.error.ServerError;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.StatementSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passes everything on and remembers in which notice the server said that it would hang up.
///
/// A server that crashes tells its other sessions so by a WARNING with 57P02, then cuts the link:
/// to the driver it is a link that broke for no reason. Used by the session's thread.
final class LastWords implements StatementSink {
  private final StatementSink sink;
  private volatile @Nullable ServerError said;

  LastWords(StatementSink sink) {
    this.sink = sink;
  }

  /// The server's last warning of class 57P; null when there was none.
  @Nullable ServerError said() {
    return said;
  }

  @Override
  public void notice(Notice notice) {
    if (notice.server().sqlState().startsWith("57P")) {
      said = notice.server();
    }
    sink.notice(notice);
  }

  @Override
  public boolean mayEnd() {
    return sink.mayEnd();
  }

  @Override
  public void columns(List<ResultColumn> columns) {
    sink.columns(columns);
  }

  @Override
  public boolean rows(RowPage page) {
    return sink.rows(page);
  }

  @Override
  public void copyOut(byte[] data, long rows) {
    sink.copyOut(data, rows);
  }
}
