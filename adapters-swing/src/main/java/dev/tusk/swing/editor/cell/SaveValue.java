package dev.tusk.swing.editor.cell;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.export.ExportFile;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.task.UiExecutor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Writes a value to a file in the background: whole, or not at all. Event thread only.
final class SaveValue {
  private final UiExecutor ui;
  private final Consumer<String> told;
  private final Runnable changed;
  private Cancellation saving = Cancellation.create();
  private boolean busy;

  /// @param told hears how far it is, and what came of it
  /// @param changed is called when [#busy] changes
  SaveValue(UiExecutor ui, Consumer<String> told, Runnable changed) {
    this.ui = ui;
    this.told = told;
    this.changed = changed;
  }

  boolean busy() {
    return busy;
  }

  /// Stops; the file is not there then, or is as it was.
  void stop() {
    saving.cancel();
  }

  /// Where the bytes come from; for a background thread.
  interface Source {
    ValueBytes bytes(Cancellation cancellation);
  }

  void to(Path file, Source source) {
    var mine = Cancellation.create();
    saving = mine;
    busy(true);
    told.accept("Saving…");
    var progress = ui.<Long>newest(n -> told.accept("Saving… " + Figures.bytes(n)));
    var _ =
        ui.run(
            () -> write(file, source, mine, progress),
            size -> {
              busy(false);
              told.accept("Saved " + Figures.bytes(size) + " to " + file.getFileName());
            },
            e -> {
              busy(false);
              told.accept(
                  e instanceof CancellationException
                      ? "Nothing was saved"
                      : "Nothing was saved: " + why(e));
            });
  }

  private static String why(Exception e) {
    return e instanceof IOException && e.getMessage() != null
        ? e.getMessage()
        : TuskException.errorOf(e).message();
  }

  private static long write(
      Path file, Source source, Cancellation cancellation, Consumer<Long> progress)
      throws IOException {
    var bytes = source.bytes(cancellation);
    try (var out = ExportFile.create(file)) {
      bytes.writeTo(new Watched(out, cancellation, progress));
      out.commit();
    }
    return bytes.length();
  }

  private void busy(boolean now) {
    busy = now;
    changed.run();
  }

  private static final class Watched extends FilterOutputStream {
    private final Cancellation cancellation;
    private final Consumer<Long> progress;
    private long done;

    Watched(OutputStream out, Cancellation cancellation, Consumer<Long> progress) {
      super(out);
      this.cancellation = cancellation;
      this.progress = progress;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      if (cancellation.isCancelled()) {
        throw new CancellationException("stopped");
      }
      out.write(data, offset, length);
      done += length;
      progress.accept(done);
    }
  }
}
