package dev.tusk.core.doctor;

import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Asks a session for a few rows at a time, and remembers what it asked.
final class Questions {
  private final Session session;
  private final Set<String> asked = new LinkedHashSet<>();

  Questions(Session session) {
    this.session = session;
  }

  /// The rows that `sql` returns, as text; NULL is empty.
  ///
  /// @throws dev.tusk.core.error.TuskException as the session does
  List<List<String>> ask(String sql) {
    asked.add(sql);
    List<List<String>> rows = new ArrayList<>();
    StatementSink sink =
        new StatementSink() {
          @Override
          public boolean rows(RowPage page) {
            addTo(rows, page);
            return true;
          }
        };
    var _ = session.execute(StatementRequest.plain(sql), sink);
    return rows;
  }

  /// The first value of the first row.
  String value(String sql) {
    return ask(sql).stream().flatMap(List::stream).findFirst().orElse("");
  }

  /// Each different statement that was sent, in the order of the first time.
  List<String> asked() {
    return List.copyOf(asked);
  }

  private static void addTo(List<List<String>> rows, RowPage page) {
    for (int row = 0; row < page.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < page.columnCount(); column++) {
        String text = page.text(row, column);
        cells.add(text == null ? "" : text);
      }
      rows.add(cells);
    }
  }
}
