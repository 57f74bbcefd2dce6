package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.text.ClipboardText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/// Writes cells as text for the clipboard: tab-separated, NULL as nothing; a single cell bare.
/// Thread-safe.
public final class CopyText {
  private static final int REPORT_EVERY = 10_000;
  private static final int PIECE = 1 << 20;

  private CopyText() {}

  /// What was done, in words.
  public static String copied(long cells) {
    return cells == 1 ? "Copied" : "Copied " + Figures.count(cells) + " cells";
  }

  /// The cells as text.
  ///
  /// @param headers whether a line with the names of the columns comes first
  /// @param most bytes that it may have
  /// @param progress hears the rows that are done, now and then
  /// @throws ClipboardText.TooMuch when the text would be too long
  /// @throws CancellationException when cancelled
  public static String of(
      ResultStore store,
      CellBlock block,
      boolean headers,
      int most,
      Cancellation cancellation,
      LongConsumer progress) {
    var out = new ClipboardText(most);
    if (block.cellCount() == 1 && !headers) {
      cell(store, block, out);
      return out.text();
    }
    var field = new Field(out);
    if (headers) {
      for (var i = 0; i < block.columns().size(); i++) {
        field.begin(i);
        var name = store.columns().get(block.columns().get(i)).name();
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        field.value(bytes, 0, bytes.length);
      }
    }
    var done = new long[1];
    block.read(
        store,
        row -> {
          if (headers || done[0] > 0) {
            out.write('\n');
          }
          for (var i = 0; i < block.columns().size(); i++) {
            field.begin(i);
            row.read(i, field);
          }
          if (++done[0] % REPORT_EVERY == 0) {
            if (cancellation.isCancelled()) {
              throw new CancellationException();
            }
            progress.accept(done[0]);
          }
        });
    return out.text();
  }

  private static void cell(ResultStore store, CellBlock block, ClipboardText out) {
    var row = block.firstRow();
    var column = block.columns().getFirst();
    for (var at = 0; at < store.length(row, column); at += PIECE) {
      var piece = store.slice(row, column, at, PIECE);
      out.write(piece == null ? new byte[0] : piece);
    }
  }

  /// Writes a value; one with a tab or a line break, or that begins with a quote, is quoted, as
  /// spreadsheets write and read it.
  private static final class Field implements RowPage.CellReader {
    private final ClipboardText out;

    Field(ClipboardText out) {
      this.out = out;
    }

    void begin(int column) {
      if (column > 0) {
        out.write('\t');
      }
    }

    @Override
    public void nul() {}

    @Override
    public void value(byte[] data, int offset, int length) {
      if (isPlain(data, offset, offset + length)) {
        out.write(data, offset, length);
        return;
      }
      out.write('"');
      for (var i = offset; i < offset + length; i++) {
        if (data[i] == '"') {
          out.write('"');
        }
        out.write(data[i]);
      }
      out.write('"');
    }

    private static boolean isPlain(byte[] data, int from, int to) {
      if (from < to && data[from] == '"') {
        return false;
      }
      for (var i = from; i < to; i++) {
        if (data[i] == '\t' || data[i] == '\n' || data[i] == '\r') {
          return false;
        }
      }
      return true;
    }
  }
}
