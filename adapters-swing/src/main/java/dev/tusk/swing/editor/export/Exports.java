package dev.tusk.swing.editor.export;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.export.CopyStatement;
import dev.tusk.core.export.ExportRun;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.sql.Script;
import dev.tusk.swing.editor.grid.CellBlock;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes results to files in the background and says how far it is. Event thread only.
public final class Exports {
  private final UiExecutor ui;
  private final Dialogs dialogs;
  private final WriteRows writeRows;
  private final Ongoing ongoing;
  private final Consumer<String> told;

  /// @param told hears in a few words what was done
  public Exports(
      UiExecutor ui, Dialogs dialogs, WriteRows writeRows, Ongoing ongoing, Consumer<String> told) {
    this.ui = ui;
    this.dialogs = dialogs;
    this.writeRows = writeRows;
    this.ongoing = ongoing;
    this.told = told;
  }

  /// Whether a file may be written: it is not there, or the person lets it be replaced.
  public void withConsent(Path file, Runnable then) {
    var _ =
        ui.run(
            () -> Files.isRegularFile(file),
            there -> {
              if (!there || dialogs.confirm(replaces(file))) {
                then.run();
              }
            },
            failure -> then.run());
  }

  private static Dialogs.Question replaces(Path file) {
    return new Dialogs.Question(
        "Replace the file",
        file + " is there already. It is replaced when the export is complete.",
        "Replace",
        true);
  }

  /// Writes cells that were fetched.
  ///
  /// @param log keeps what was written, and where
  public void rows(ExportChoice choice, ResultStore store, CellBlock block, Consumer<String> log) {
    var stop = Cancellation.create();
    var told = new Told(choice.file(), stop::cancel, log);
    var run = run(choice, told);
    var _ =
        ui.run(
            () -> {
              var rows = new StoreRows(store, block);
              run.write(rows.columns(), rows, stop);
              return choice;
            },
            done -> told.over(),
            told::failed);
  }

  /// The statement that gives the rows of a query in this way.
  public static String statement(ExportChoice choice, String sql) {
    var statements = Script.of(sql).statements();
    return statements.size() != 1
        ? sql
        : CopyStatement.of(
                statements.getFirst(),
                statements.getFirst().in(sql),
                choice.format(),
                choice.options())
            .map(CopyStatement::sql)
            .orElse(sql);
  }

  /// Writes the rows of a statement that is about to run.
  ///
  /// @param stop asks the run to stop
  /// @param log keeps what was written, and where
  /// @return takes the rows out of the way of the statement's own listener, and what to call when
  ///     the run is over, however it ended
  public Server server(ExportChoice choice, Runnable stop, Consumer<String> log) {
    var told = new Told(choice.file(), stop, log);
    return new Server(run(choice, told)::listen, told::over);
  }

  /// An export of a run.
  public record Server(UnaryOperator<StatementListener> into, Runnable over) {}

  private ExportRun run(ExportChoice choice, Told told) {
    return new ExportRun(writeRows, choice.format(), choice.options(), choice.file(), told);
  }

  /// Brings what the writing thread says to the status bar, and what it has written to the log.
  private final class Told implements ExportRun.Listener {
    private final Path file;
    private final Consumer<String> log;
    private final Ongoing.Work work;
    private final Consumer<String> progress;

    Told(Path file, Runnable stop, Consumer<String> log) {
      this.file = file;
      this.log = log;
      this.work = ongoing.begin("Exporting…", stop);
      this.progress = ui.newest(work::says);
    }

    @Override
    public void progress(long rows, long bytes) {
      progress.accept(
          "Exporting " + name() + " · " + Figures.rows(rows) + " · " + Figures.bytes(bytes));
    }

    @Override
    public void done(long rows, long bytes) {
      ui.onUi(
          () -> {
            work.end();
            var size = Figures.rows(rows) + " · " + Figures.bytes(bytes) + " · ";
            told.accept("Exported " + size + name());
            log.accept("Exported " + size + file);
          });
    }

    @Override
    public void failed(@Nullable Exception reason) {
      ui.onUi(
          () -> {
            work.end();
            if (reason == null || reason instanceof CancellationException) {
              told.accept("Nothing was exported");
              return;
            }
            var info = ErrorInfo.of(TuskException.errorOf(reason));
            var advice = info.suggestion();
            dialogs.error(
                "Nothing was exported",
                name() + " was not written: " + info.message(),
                advice == null ? "" : advice);
          });
    }

    void over() {
      work.end();
    }

    private String name() {
      return String.valueOf(file.getFileName());
    }
  }
}
