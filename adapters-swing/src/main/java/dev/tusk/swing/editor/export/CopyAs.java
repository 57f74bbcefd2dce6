package dev.tusk.swing.editor.export;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.TargetTable;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.grid.CellBlock;
import dev.tusk.swing.editor.grid.CopyText;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.ClipboardText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Copies selected cells in a format, in the background. Event thread only.
public final class CopyAs {
  private static final int REPORT_EVERY = 1_000;

  private final UiExecutor ui;
  private final WriteRows writeRows;
  private final Ongoing ongoing;
  private final Consumer<String> told;
  private final int most;
  private boolean names = true;

  /// @param told hears in a few words what was done
  /// @param most bytes that a copy may have
  public CopyAs(
      UiExecutor ui, WriteRows writeRows, Ongoing ongoing, Consumer<String> told, int most) {
    this.ui = ui;
    this.writeRows = writeRows;
    this.ongoing = ongoing;
    this.told = told;
    this.most = most;
  }

  /// Where the text goes.
  public interface Clip {
    /// The text is whole.
    void put(String text);

    /// It would have been too much; an export is the way.
    void tooMuch();
  }

  /// Whether copies have the names of the columns.
  public boolean names() {
    return names;
  }

  /// Copies with or without the names of the columns from now on.
  public void names(boolean wanted) {
    names = wanted;
  }

  /// Copies cells.
  ///
  /// @param table what SQL names; for an UPDATE its keys are copied with the cells
  public void copy(
      ResultStore store, CellBlock block, ExportFormat format, TargetTable table, Clip clip) {
    var cells = format == ExportFormat.UPDATE ? withKeys(store, block, table.keys()) : block;
    var options =
        ExportOptions.DEFAULTS.header(names).forClipboard().into(table.name(), table.keys());
    work(
        (stop, progress) -> text(new StoreRows(store, cells), format, options, stop, progress),
        "Copied " + Figures.count(cells.cellCount()) + " cells as " + format.label(),
        clip);
  }

  /// Copies cells as [CopyText] has them.
  public void plain(ResultStore store, CellBlock block, boolean headers, Clip clip) {
    work(
        (stop, progress) ->
            CopyText.of(
                store,
                block,
                headers,
                most,
                stop,
                rows -> progress.accept("Copying… " + Figures.rows(rows))),
        CopyText.copied(block.cellCount()),
        clip);
  }

  /// Makes a text in the background.
  private interface Making {
    String text(Cancellation stop, Consumer<String> progress) throws IOException;
  }

  private void work(Making making, String done, Clip clip) {
    var stop = Cancellation.create();
    var work = ongoing.begin("Copying…", stop::cancel);
    var progress = ui.<String>newest(work::says);
    var _ =
        ui.run(
            () -> making.text(stop, progress),
            text -> {
              work.end();
              clip.put(text);
              told.accept(done);
            },
            failure -> {
              work.end();
              switch (failure) {
                case ClipboardText.TooMuch _ -> clip.tooMuch();
                case CancellationException _ -> told.accept("Nothing was copied");
                default ->
                    told.accept("Nothing was copied: " + TuskException.errorOf(failure).message());
              }
            });
  }

  private String text(
      StoreRows rows,
      ExportFormat format,
      ExportOptions options,
      Cancellation stop,
      Consumer<String> progress)
      throws IOException {
    var out = new ClipboardText(most);
    RowWriter writer = writeRows.to(out, format, options, rows.columns());
    writer.begin();
    var done = new long[1];
    rows.forEach(
        cells -> {
          writer.row(cells);
          if (++done[0] % REPORT_EVERY == 0) {
            if (stop.isCancelled()) {
              throw new CancellationException("Stopped at your request");
            }
            progress.accept("Copying… " + Figures.rows(done[0]));
          }
        });
    writer.end();
    return out.text();
  }

  /// The key columns that are missing come first.
  private static CellBlock withKeys(ResultStore store, CellBlock block, List<String> keys) {
    var columns = new ArrayList<Integer>();
    for (var i = 0; i < store.columns().size(); i++) {
      if (keys.contains(store.columns().get(i).name()) && !block.columns().contains(i)) {
        columns.add(i);
      }
    }
    columns.addAll(block.columns());
    return new CellBlock(block.rows(), columns, block.order());
  }
}
