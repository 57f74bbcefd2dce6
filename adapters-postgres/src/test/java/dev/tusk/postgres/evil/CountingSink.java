package dev.tusk.postgres.evil;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.StatementSink;
import java.util.List;

/// Looks at all that comes and keeps nothing but its size.
final class CountingSink implements StatementSink {
  private long size;

  @Override
  public void columns(List<ResultColumn> columns) {
    columns.forEach(column -> size += column.name().length() + column.typeName().length());
  }

  @Override
  public boolean rows(RowPage page) {
    for (int row = 0; row < page.rowCount(); row++) {
      for (int column = 0; column < page.columnCount(); column++) {
        String value = page.text(row, column);
        size += value == null ? 0 : value.length();
      }
    }
    return true;
  }

  @Override
  public void notice(Notice notice) {
    size += notice.server().message().length();
  }

  @Override
  public void copyOut(byte[] data, long rows) {
    size += data.length + rows;
  }

  long size() {
    return size;
  }
}
