package dev.tusk.core.doctor;

import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import java.util.ArrayList;
import java.util.List;

/// A few rows of an answer, as text; NULL is empty.
final class Question implements StatementSink {
  private final List<List<String>> rows = new ArrayList<>();

  private Question() {}

  /// The rows that `sql` returns.
  ///
  /// @throws dev.tusk.core.error.TuskException as the session does
  static List<List<String>> ask(Session session, String sql) {
    Question question = new Question();
    var _ = session.execute(StatementRequest.plain(sql), question);
    return question.rows;
  }

  /// The first value of the first row.
  static String value(Session session, String sql) {
    return ask(session, sql).stream().flatMap(List::stream).findFirst().orElse("");
  }

  @Override
  public boolean rows(RowPage page) {
    for (int row = 0; row < page.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < page.columnCount(); column++) {
        String text = page.text(row, column);
        cells.add(text == null ? "" : text);
      }
      rows.add(cells);
    }
    return true;
  }
}
