package dev.tusk.swing.editor;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.cell.CellViewer;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.editor.text.SqlEditor;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes and paints once, where nobody sees it, all that a tab is made of. Event thread only.
final class EditorRehearsal {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 400;
  private static final String SQL = "-- a\nselect 'b', 1.5, \"c\" from d where e = $$f$$;\n";

  private final UiExecutor ui;
  private final Dialogs dialogs;
  private final EditorUseCases core;
  private @Nullable TabPanel panel;
  private @Nullable TabPresenter tab;
  private @Nullable TabResult result;

  EditorRehearsal(UiExecutor ui, Dialogs dialogs, EditorUseCases core) {
    this.ui = ui;
    this.dialogs = dialogs;
    this.core = core;
  }

  List<Runnable> pieces() {
    return List.of(
        SqlTextArea::new,
        () -> WarmUp.paint(editor(), WIDTH, HEIGHT),
        () -> new TabToolbar(tab(), action -> ""),
        () -> WarmUp.paint(new TabToolbar(tab(), action -> ""), WIDTH, 40),
        () -> new ResultGrid(ui, result()),
        () -> WarmUp.paint(new ResultGrid(ui, result()), WIDTH, HEIGHT),
        () -> CellViewer.rehearse(ui, dialogs, core.results(), result().store()),
        this::panel,
        () -> panel().show(tab().status()),
        this::paintStrip,
        () -> panel().output(rows(), TabView.Front.RESULT),
        this::paintStrip,
        () -> panel().output(messages(), TabView.Front.MESSAGES),
        this::paintStrip,
        () -> panel().output(failure(), TabView.Front.ERROR),
        this::paintStrip,
        () -> panel().output(new RunOutput(), TabView.Front.KEEP),
        () -> WarmUp.paint(panel(), WIDTH, 2 * HEIGHT),
        this::forget);
  }

  private SqlEditor editor() {
    var editor = new SqlEditor(ui);
    editor.load(SQL, 5);
    editor.mark(5, Glyph.CHECK_CIRCLE, ColorRole.OK, "");
    editor.markError(6, 12, 6);
    return editor;
  }

  private void paintStrip() {
    WarmUp.paint(panel().results(), WIDTH, HEIGHT);
  }

  private TabPanel panel() {
    if (panel == null) {
      panel = new TabPanel(ui, tab(), action -> "", words -> {});
    }
    return panel;
  }

  private void forget() {
    panel = null;
    tab = null;
    result = null;
  }

  private RunOutput rows() {
    var output = new RunOutput();
    output.add(result());
    return output;
  }

  private RunOutput messages() {
    var output = new RunOutput();
    for (var kind : Message.Kind.values()) {
      output.messages().add(new Message(core.time().now(), kind, "words", 1, 1));
    }
    return output;
  }

  private RunOutput failure() {
    var server =
        new ServerError(
            "ERROR",
            "42P01",
            "no such thing",
            "d",
            "h",
            1,
            0,
            null,
            "w",
            null,
            null,
            null,
            null,
            null,
            null,
            0,
            null);
    var output = rows();
    output.fail(
        new ErrorReport(
            ErrorInfo.of(new TuskError.StatementFailed(server)),
            QueryState.FAILED,
            new ErrorReport.Place(1, 1, 0, 0, 2, "select"),
            null,
            1,
            2,
            Duration.ofMillis(1),
            TransactionState.FAILED,
            false));
    return output;
  }

  private TabPresenter tab() {
    if (tab == null) {
      var book = new ConnectionBook(ui, core.connections(), core.state(), () -> {});
      var unused = new SqlTab(new TabId(new UUID(0, 0)), "", core.open());
      tab = new TabPresenter(ui, core, book, unused, new Nobody());
    }
    return tab;
  }

  private TabResult result() {
    if (result == null) {
      var columns =
          List.of(Kind.values()).stream()
              .map(k -> new ResultColumn(k.name(), "text", 25, k))
              .toList();
      result = new TabResult(1, "select", new ResultStore(columns, new MemoryBudget(1 << 20)));
      var page = new RowPage.Builder(columns.size(), 20, 4096);
      for (var cell = 0; cell < 20 * columns.size(); cell++) {
        page.add(
            cell % 7 == 0
                ? null
                : "2026-11-19 14:02:11.4 {\"a\": 1}".getBytes(StandardCharsets.UTF_8));
      }
      result.append(page.build(20));
    }
    return result;
  }

  /// Holds a tab that is never shown.
  private static final class Nobody implements TabPresenter.Host {
    @Override
    public void changed(TabPresenter tab) {}

    @Override
    public void ticked(TabPresenter tab) {}

    @Override
    public void connect(ConnectionId id) {}

    @Override
    public boolean mayRepeat(String sql) {
      return false;
    }

    @Override
    public boolean mayMove(TabPresenter tab) {
      return true;
    }

    @Override
    public void edit(ConnectionId id) {}

    @Override
    public void unlock() {}
  }
}
