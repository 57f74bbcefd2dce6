package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.run.Figures;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Writes cells as text for the clipboard: tab-separated, NULL as nothing; a single cell bare.
/// Thread-safe.
public final class CopyText {
  /// More other programs hardly take from a clipboard.
  static final int MAX_CHARS = 64 * 1024 * 1024;

  private static final int REPORT_EVERY = 10_000;

  private CopyText() {}

  /// What was done, in words.
  public static String copied(long cells) {
    return cells == 1 ? "Copied" : "Copied " + Figures.count(cells) + " cells";
  }

  /// The cells as text.
  ///
  /// @param headers whether a line with the names of the columns comes first
  /// @param progress hears the rows that are done, now and then
  /// @throws TooMuch when the text would be too long
  /// @throws CancellationException when cancelled
  public static String of(
      ResultStore store,
      CellBlock block,
      boolean headers,
      Cancellation cancellation,
      LongConsumer progress) {
    if (block.cellCount() == 1 && !headers) {
      var text = store.text(block.firstRow(), block.columns().getFirst());
      return text == null ? "" : text;
    }
    var out = new StringBuilder();
    if (headers) {
      for (var i = 0; i < block.columns().size(); i++) {
        out.append(i == 0 ? "" : "\t");
        field(out, store.columns().get(block.columns().get(i)).name());
      }
      out.append('\n');
    }
    var done = new long[1];
    block.forEachRow(
        row -> {
          for (var i = 0; i < block.columns().size(); i++) {
            out.append(i == 0 ? "" : "\t");
            field(out, store.text(row, block.columns().get(i)));
          }
          out.append('\n');
          if (out.length() > MAX_CHARS) {
            throw new TooMuch();
          }
          if (++done[0] % REPORT_EVERY == 0) {
            if (cancellation.isCancelled()) {
              throw new CancellationException();
            }
            progress.accept(done[0]);
          }
        });
    out.setLength(Math.max(0, out.length() - 1));
    return out.toString();
  }

  /// A value with a tab or a line break is quoted, as spreadsheets write and read it.
  private static void field(StringBuilder out, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (value.indexOf('\t') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
      out.append(value);
    } else {
      out.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  /// The text would be too long for the clipboard; a file is the way.
  public static final class TooMuch extends RuntimeException {
    TooMuch() {
      super("This is too much for the clipboard; export it instead.");
    }
  }
}
