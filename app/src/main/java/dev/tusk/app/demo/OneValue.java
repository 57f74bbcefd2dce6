package dev.tusk.app.demo;

import dev.tusk.core.query.ScriptListener;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Keeps the first value of the first row; null when there is no row.
final class OneValue implements ScriptListener, StatementListener {
  private @Nullable String value;

  @Nullable String value() {
    return value;
  }

  @Override
  public StatementListener statement(int number, int total, Statement statement, String sql) {
    return this;
  }

  @Override
  public boolean rows(RowPage page) {
    if (value == null && page.rowCount() > 0 && page.columnCount() > 0) {
      value = page.text(0, 0);
    }
    return true;
  }
}
