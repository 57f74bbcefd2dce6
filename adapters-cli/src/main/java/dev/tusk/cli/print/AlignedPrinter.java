package dev.tusk.cli.print;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.sql.DisplayWidth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes tables as psql does.
///
/// The widths come from the first [#LOOK_AHEAD] rows; a wider value further on only pushes its own
/// line, so that memory stays bounded whatever the size of the result.
final class AlignedPrinter implements ResultPrinter {
  private static final int LOOK_AHEAD = 1_000;

  private final OutputStream out;
  private final boolean header;
  private final String nullText;
  private final StringBuilder text = new StringBuilder();
  private final List<String[]> ahead = new ArrayList<>();
  private List<ResultColumn> columns = List.of();
  private int @Nullable [] widths;

  AlignedPrinter(OutputStream out, boolean header, String nullText) {
    this.out = out;
    this.header = header;
    this.nullText = nullText;
  }

  @Override
  public void begin(int statement, List<ResultColumn> described) {
    columns = described;
    widths = null;
    ahead.clear();
  }

  @Override
  public void rows(RowPage page) throws IOException {
    for (int row = 0; row < page.rowCount(); row++) {
      String[] cells = new String[columns.size()];
      for (int column = 0; column < cells.length; column++) {
        String value = page.text(row, column);
        cells[column] = CellText.visible(value == null ? nullText : value);
      }
      if (widths != null) {
        line(cells, widths);
      } else {
        ahead.add(cells);
        if (ahead.size() == LOOK_AHEAD) {
          measure();
        }
      }
      if (text.length() > 1 << 16) {
        flush();
      }
    }
  }

  @Override
  public void end(long rows) throws IOException {
    if (widths == null) {
      measure();
    }
    if (header) {
      text.append(rows == 1 ? "(1 row)\n" : "(" + rows + " rows)\n");
    }
    text.append('\n');
    flush();
  }

  @Override
  public boolean command(String tag) throws IOException {
    text.append(tag).append('\n');
    flush();
    return true;
  }

  @Override
  public void finish() throws IOException {
    flush();
    out.flush();
  }

  private void measure() {
    int[] measured = new int[columns.size()];
    for (int column = 0; column < measured.length; column++) {
      measured[column] = header ? DisplayWidth.of(name(column)) : 0;
      for (String[] cells : ahead) {
        for (String part : lines(cells[column])) {
          measured[column] = Math.max(measured[column], DisplayWidth.of(part));
        }
      }
    }
    widths = measured;
    if (header) {
      heading(measured);
    }
    ahead.forEach(cells -> line(cells, measured));
    ahead.clear();
  }

  private String name(int column) {
    return CellText.visible(columns.get(column).name());
  }

  private void heading(int[] measured) {
    for (int column = 0; column < measured.length; column++) {
      String name = name(column);
      int room = measured[column] - DisplayWidth.of(name);
      text.append(column == 0 ? " " : "| ").repeat(' ', room / 2).append(name);
      text.repeat(' ', room - room / 2).append(column == measured.length - 1 ? "" : " ");
    }
    text.append(measured.length == 0 ? "--\n" : " \n");
    for (int column = 0; column < measured.length; column++) {
      text.append(column == 0 ? "" : "+").repeat('-', measured[column] + 2);
    }
    text.append(measured.length == 0 ? "" : "\n");
  }

  private void line(String[] cells, int[] measured) {
    if (cells.length == 0) {
      return;
    }
    int height = 1;
    String[][] parts = new String[cells.length][];
    for (int column = 0; column < cells.length; column++) {
      parts[column] = lines(cells[column]);
      height = Math.max(height, parts[column].length);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < cells.length; column++) {
        boolean last = column == cells.length - 1;
        boolean over = row >= parts[column].length;
        String part = over ? "" : parts[column][row];
        boolean more = row < parts[column].length - 1;
        int room = Math.max(0, measured[column] - DisplayWidth.of(part));
        text.append(column == 0 ? " " : "| ");
        if (columns.get(column).kind() == ResultColumn.Kind.NUMBER) {
          text.repeat(' ', over && last ? 0 : room).append(part);
          text.append(more ? "+" : last ? "" : " ");
        } else {
          text.append(part);
          text.repeat(' ', last && !more ? 0 : room).append(more ? "+" : last ? "" : " ");
        }
      }
      text.append('\n');
    }
  }

  private static String[] lines(String cell) {
    return cell.indexOf('\n') < 0 ? new String[] {cell} : cell.split("\n", -1);
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }
}
