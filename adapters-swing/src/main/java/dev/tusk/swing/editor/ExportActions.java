package dev.tusk.swing.editor;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.TargetTable;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.sql.Script;
import dev.tusk.swing.editor.export.CopyAs;
import dev.tusk.swing.editor.export.ExportChoice;
import dev.tusk.swing.editor.export.ExportChoice.Scope;
import dev.tusk.swing.editor.export.ExportDialog;
import dev.tusk.swing.editor.export.Exports;
import dev.tusk.swing.editor.export.GridMenu;
import dev.tusk.swing.editor.export.Ongoing;
import dev.tusk.swing.editor.export.Proposal;
import dev.tusk.swing.editor.export.Proposal.Offer;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.text.ClipboardText;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StatusSegment.Side;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import java.awt.KeyboardFocusManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copying in other formats and exporting, by name: keys, menus and the palette perform them. Event
/// thread only.
final class ExportActions {
  private static final String COPY_AS = "grid.copyAs.";

  private final EditorPresenter tabs;
  private final EditorPanel panel;
  private final EditorUseCases core;
  private final Shell shell;
  private final Consumer<String> told;
  private final Ongoing ongoing;
  private final Exports exports;
  private final CopyAs copies;
  private Path folder = Path.of(System.getProperty("user.home", "."));
  private ExportFormat preferred = ExportFormat.CSV;

  ExportActions(
      EditorPresenter tabs,
      EditorPanel panel,
      EditorUseCases core,
      Contributions to,
      Consumer<String> told) {
    this.tabs = tabs;
    this.panel = panel;
    this.core = core;
    this.shell = to.shell();
    this.told = told;
    var ui = shell.ui();
    ongoing = new Ongoing(to.status(Side.RIGHT, 60));
    var writeRows = new WriteRows();
    exports = new Exports(ui, shell.dialogs(), writeRows, ongoing, told);
    copies = new CopyAs(ui, writeRows, ongoing, told, ClipboardText.MOST);
    contribute(to);
  }

  private void contribute(Contributions to) {
    to.action(
        onGrid(ActionIds.GRID_COPY, "Copy cells", grid -> copy(grid, false)).icon(Glyph.COPY));
    to.action(
        onGrid(ActionIds.GRID_COPY_HEADERS, "Copy cells with headers", grid -> copy(grid, true)));
    to.action(
        onGrid(ActionIds.GRID_COPY_AS, "Copy as…", this::menu)
            .icon(Glyph.COPY)
            .menu(MenuId.EDIT, 410));
    var texts = Stream.of(ExportFormat.values()).filter(ExportFormat::isText).toList();
    for (var format : texts) {
      to.action(
          onGrid(COPY_AS + format.word(), "Copy as " + format.label(), grid -> copyAs(grid, format))
              .detail("the selected cells"));
    }
    to.action(
        ActionSpec.of(
            COPY_AS + "names",
            "Copy with or without names of columns",
            () -> {
              copies.names(!copies.names());
              told.accept("Copies " + (copies.names() ? "have" : "have no") + " names of columns");
            }));
    to.action(
        onGrid(ActionIds.GRID_EXPORT, "Export result…", this::export)
            .icon(Glyph.EXPORT)
            .menu(MenuId.FILE, 300));
    to.action(
        ActionSpec.of("export.query", "Export query…", this::exportQuery)
            .enabledWhen(() -> tabs.front().filter(t -> !t.status().phase().busy()).isPresent())
            .icon(Glyph.EXPORT)
            .detail("all rows of the statement at the caret")
            .menu(MenuId.FILE, 310));
    to.action(
        ActionSpec.of("export.stop", "Stop copying or exporting", ongoing::stop)
            .enabledWhen(ongoing::any)
            .icon(Glyph.STOP));
  }

  /// The menu that a grid shows on a right click.
  GridMenu menu() {
    return new GridMenu(shell.actions(), COPY_AS, copies);
  }

  /// Asks how to export all rows of a table, whose tab is in front.
  void exportTable(String name) {
    tabs.front().ifPresent(tab -> query(tab, "TABLE " + name));
  }

  private void menu(ResultGrid grid) {
    var table = grid.table();
    var seen = table.getVisibleRect();
    menu().formats().show(table, seen.x + 40, seen.y + 40);
  }

  /// As a spreadsheet takes it; what takes time goes on in the background.
  private void copy(ResultGrid grid, boolean names) {
    var block = grid.selection();
    if (block != null && !grid.copyAtOnce(names, told)) {
      copies.plain(grid.result().store(), block, names, clip(grid, ExportFormat.TSV));
    }
  }

  private void copyAs(ResultGrid grid, ExportFormat format) {
    var block = grid.selection();
    if (block == null) {
      told.accept("Select the cells to copy first");
      return;
    }
    var table = table(grid.result().sql());
    if (format == ExportFormat.UPDATE && table.keys().isEmpty()) {
      told.accept("The key of the table is not known: open it in the tree once, or export");
      return;
    }
    copies.copy(grid.result().store(), block, format, table, clip(grid, format));
  }

  private CopyAs.Clip clip(ResultGrid grid, ExportFormat format) {
    return new CopyAs.Clip() {
      @Override
      public void put(String text) {
        Clipboards.copy(text);
      }

      @Override
      public void tooMuch() {
        insteadOfCopying(grid, format);
      }
    };
  }

  private void insteadOfCopying(ResultGrid grid, ExportFormat format) {
    var question =
        new Dialogs.Question(
            "Too much for the clipboard",
            "This is more than "
                + Figures.bytes(ClipboardText.MOST)
                + ", which other programs hardly take from a clipboard. A file holds all of it.",
            "Export to a file…",
            false);
    if (shell.dialogs().confirm(question)) {
      preferred = format;
      export(grid);
    }
  }

  private void export(ResultGrid grid) {
    var result = grid.result();
    var block = grid.selection();
    var rows = result.store().rowCount();
    var offers = new ArrayList<Offer>();
    var whole = !result.moreExist() && result.failed() == null;
    var fetched = new Offer(Scope.FETCHED, "The " + Figures.rows(rows) + " fetched");
    var all = new Offer(Scope.ALL, "All rows: the query runs once more");
    if (block != null && block.cellCount() > 1) {
      var cells = Figures.count(block.cellCount());
      offers.add(new Offer(Scope.SELECTION, "The " + cells + " selected cells"));
    }
    offers.addAll(whole ? List.of(fetched, all) : List.of(all, fetched));
    tabs.front()
        .ifPresent(
            tab ->
                ask(
                    offers,
                    result.sql(),
                    choice -> {
                      switch (choice.scope()) {
                        case SELECTION ->
                            exports.rows(
                                choice, result.store(), Objects.requireNonNull(block), tab::log);
                        case FETCHED ->
                            exports.rows(choice, result.store(), grid.everything(), tab::log);
                        case ALL -> {
                          if (tabs.mayRepeat(result.sql())) {
                            run(tab, choice, result.sql());
                          }
                        }
                      }
                    }));
  }

  private void exportQuery() {
    var tab = tabs.front();
    var inside = panel.front();
    if (tab.isPresent() && inside.isPresent()) {
      var part = RunPart.selectionOrStatement(inside.get().input());
      var query =
          part.flatMap(p -> Script.of(p.text()).statements().stream().findFirst())
              .filter(statement -> statement.kind().returnsRows());
      if (query.isEmpty()) {
        told.accept("There is no query at the caret");
      } else {
        query(tab.get(), query.get().in(part.orElseThrow().text()));
      }
    }
  }

  private void query(TabPresenter tab, String sql) {
    ask(
        List.of(new Offer(Scope.ALL, "All rows of the query")),
        sql,
        choice -> run(tab, choice, sql));
  }

  private void run(TabPresenter tab, ExportChoice choice, String sql) {
    if (tab.status().phase().busy()) {
      told.accept("A statement runs in this tab; export when it has ended");
      return;
    }
    var server = exports.server(choice, tab::stop, tab::log);
    tab.divert(Exports.statement(choice, sql), server.into(), server.over());
  }

  private void ask(List<Offer> offers, String sql, Consumer<ExportChoice> then) {
    var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
    new ExportDialog(owner, new Proposal(offers, table(sql)), folder, preferred)
        .open(
            choice -> {
              preferred = choice.format();
              folder = parent(choice.file());
              exports.withConsent(choice.file(), () -> then.accept(choice));
            });
  }

  private Path parent(Path file) {
    @Nullable Path above = file.getParent();
    return above == null ? folder : above;
  }

  private TargetTable table(String sql) {
    var catalog =
        tabs.front().flatMap(TabPresenter::connection).flatMap(id -> core.state().schema(id));
    return TargetTable.of(sql, catalog);
  }

  private ActionSpec onGrid(String id, String name, Consumer<ResultGrid> action) {
    return ActionSpec.of(id, name, () -> grid().ifPresent(action))
        .enabledWhen(() -> grid().isPresent());
  }

  private Optional<ResultGrid> grid() {
    return panel.front().flatMap(p -> p.results().front());
  }
}
