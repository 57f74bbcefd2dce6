package dev.tusk.core.session;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Keeps all that a statement gives, and stops it after as many rows as it is told.
public final class CollectingSink implements StatementSink {
  private final long enough;
  private final List<ResultColumn> columns = new ArrayList<>();
  private final List<List<@Nullable String>> rows = new ArrayList<>();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
  private long copiedRows;
  private int described;

  /// Takes all rows.
  public CollectingSink() {
    this(Long.MAX_VALUE);
  }

  /// Says that it has had enough after `enough` rows.
  public CollectingSink(long enough) {
    this.enough = enough;
  }

  @Override
  public void columns(List<ResultColumn> described) {
    this.described++;
    columns.addAll(described);
  }

  @Override
  public boolean rows(RowPage page) {
    if (described != 1) {
      throw new IllegalStateException("Rows came before the columns, or these came twice");
    }
    for (int row = 0; row < page.rowCount(); row++) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int column = 0; column < page.columnCount(); column++) {
        cells.add(page.text(row, column));
      }
      rows.add(cells);
    }
    return rows.size() < enough;
  }

  @Override
  public void notice(Notice notice) {
    notices.add(notice);
  }

  @Override
  public void copyOut(byte[] data, long more) {
    copied.writeBytes(data);
    copiedRows += more;
  }

  /// How many rows the copied data had, as the parts of it said.
  public long copiedRows() {
    return copiedRows;
  }

  /// The columns; empty when none came.
  public List<ResultColumn> columns() {
    return columns;
  }

  /// The rows' texts; null for NULL.
  public List<List<@Nullable String>> rows() {
    return rows;
  }

  /// The only cell of the only row.
  public @Nullable String value() {
    return rows.getFirst().getFirst();
  }

  /// The notices so far.
  public List<Notice> notices() {
    return notices;
  }

  /// What a COPY gave, as text.
  public String copied() {
    return copied.toString(StandardCharsets.UTF_8);
  }
}
