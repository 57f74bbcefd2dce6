package dev.tusk.swing.editor;

import dev.tusk.core.result.KeepResults;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.cell.CellViewer;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import java.awt.KeyboardFocusManager;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextAreaEditorKit;

/// The actions of the tabs, by name: keys, menus and the palette perform them. Event thread only.
final class EditorActions {
  private final EditorPresenter tabs;
  private final EditorPanel panel;
  private final KeepResults keep;
  private final Consumer<String> told;

  EditorActions(EditorPresenter tabs, EditorPanel panel, KeepResults keep, Consumer<String> told) {
    this.tabs = tabs;
    this.panel = panel;
    this.keep = keep;
    this.told = told;
  }

  void contribute(Contributions to, UiExecutor ui) {
    queries(to);
    limits(to);
    documents(to);
    editing(to);
    grids(to, ui);
    columns(to);
    filters(to);
  }

  private void queries(Contributions to) {
    to.action(
        onTab(ActionIds.RUN, "Run statement", t -> !busy(t), TabPresenter::run)
            .icon(Glyph.RUN)
            .detail("the selection, or the statement at the caret")
            .menu(MenuId.QUERY, 100));
    to.action(
        onTab(ActionIds.RUN_ALL, "Run all", t -> !busy(t), TabPresenter::runAll)
            .icon(Glyph.RUN_ALL)
            .menu(MenuId.QUERY, 110));
    to.action(
        onTab(ActionIds.CANCEL, "Stop", EditorActions::busy, TabPresenter::stop)
            .icon(Glyph.STOP)
            .menu(MenuId.QUERY, 120));
    to.action(
        onTab(
                ActionIds.COMMIT,
                "Commit",
                t -> !busy(t) && t.status().transaction() == TransactionState.OPEN,
                t -> t.endTransaction(true))
            .icon(Glyph.CHECK)
            .menu(MenuId.QUERY, 200));
    to.action(
        onTab(
                ActionIds.ROLLBACK,
                "Roll back",
                t -> !busy(t) && t.status().transaction() != TransactionState.IDLE,
                t -> t.endTransaction(false))
            .icon(Glyph.UNDO)
            .menu(MenuId.QUERY, 210));
    to.action(
        onTab(
                ActionIds.APPLY_FIX,
                "Apply the suggested fix",
                TabPresenter::canApplyFix,
                TabPresenter::applyFix)
            .icon(Glyph.BULB)
            .menu(MenuId.QUERY, 300));
  }

  private void limits(Contributions to) {
    for (var rows : TabToolbar.LIMITS) {
      to.action(
          onTab(
                  "query.limit." + rows,
                  TabToolbar.limitName(rows),
                  t -> !busy(t),
                  t -> t.limit(rows))
              .detail("limit of each result"));
    }
  }

  private void documents(Contributions to) {
    to.action(
        ActionSpec.of(ActionIds.NEW_TAB, "New tab", tabs::newTab)
            .icon(Glyph.PLUS)
            .menu(MenuId.FILE, 100));
    to.action(
        ActionSpec.of(ActionIds.OPEN_FILE, "Open SQL file…", tabs::openFiles)
            .detail("in a new tab")
            .menu(MenuId.FILE, 105));
    to.action(
        onTab(ActionIds.CLOSE_TAB, "Close tab", t -> true, tabs::close).menu(MenuId.FILE, 110));
    to.action(
        ActionSpec.of(ActionIds.REOPEN_TAB, "Reopen closed tab", tabs::reopen)
            .enabledWhen(tabs::canReopen)
            .menu(MenuId.FILE, 120));
    to.action(onTab("tab.rename", "Rename tab", t -> true, tabs::rename).menu(MenuId.FILE, 130));
    to.action(
        ActionSpec.of(ActionIds.NEXT_TAB, "Next tab", () -> tabs.step(1))
            .enabledWhen(() -> tabs.tabs().size() > 1)
            .menu(MenuId.WINDOW, 100));
    to.action(
        ActionSpec.of(ActionIds.PREVIOUS_TAB, "Previous tab", () -> tabs.step(-1))
            .enabledWhen(() -> tabs.tabs().size() > 1)
            .menu(MenuId.WINDOW, 110));
    for (var n = 1; n <= 9; n++) {
      var index = n - 1;
      to.action(
          ActionSpec.of(ActionIds.TAB_N + n, "Go to tab " + n, () -> tabs.select(index))
              .enabledWhen(() -> tabs.tabs().size() > index));
    }
    to.action(
        onPanel(ActionIds.RESULTS, "Show or hide the results", TabPanel::toggleResults)
            .icon(Glyph.PANEL_BOTTOM)
            .menu(MenuId.VIEW, 110));
    to.action(
        onPanel(
            ActionIds.FOCUS_EDITOR,
            "Go to the editor",
            p -> p.editor().area().requestFocusInWindow()));
    to.action(
        onPanel(
            ActionIds.FOCUS_RESULTS,
            "Go to the results",
            p -> p.results().focusTarget().requestFocusInWindow()));
  }

  private void editing(Contributions to) {
    to.action(
        onPanel(
                ActionIds.COMMENT,
                "Comment lines in or out",
                p ->
                    new RSyntaxTextAreaEditorKit.ToggleCommentAction()
                        .actionPerformedImpl(null, p.editor().area()))
            .menu(MenuId.EDIT, 300));
    to.action(
        onPanel(ActionIds.EDITOR_FIND, "Find in the text", p -> p.editor().find().open(false))
            .icon(Glyph.SEARCH)
            .menu(MenuId.EDIT, 200));
    to.action(
        onPanel(ActionIds.EDITOR_FIND_NEXT, "Find next", p -> p.editor().find().next())
            .menu(MenuId.EDIT, 210));
    to.action(
        onPanel(ActionIds.EDITOR_REPLACE, "Replace", p -> p.editor().find().open(true))
            .menu(MenuId.EDIT, 220));
    to.action(
        onPanel(
                ActionIds.EDITOR_GO_TO,
                "Go to line",
                p -> {
                  var area = p.editor().area();
                  NumberPopup.ask(area, "Line", area.getLineCount(), p::goToLine);
                })
            .menu(MenuId.EDIT, 230));
  }

  private void grids(Contributions to, UiExecutor ui) {
    to.action(
        onGrid(
            ActionIds.GRID_GO_TO,
            "Go to row",
            g -> NumberPopup.ask(g.table(), "Row", g.table().getRowCount(), g::goTo)));
    to.action(
        onGrid(ActionIds.GRID_FIND, "Find in the cells", g -> g.find().open()).icon(Glyph.SEARCH));
    to.action(
        onGrid(ActionIds.GRID_FIND_NEXT, "Find the next cell", g -> g.find().next(true))
            .icon(Glyph.ARROW_DOWN));
    to.action(
        onGrid(ActionIds.GRID_FIND_PREVIOUS, "Find the cell before", g -> g.find().next(false))
            .icon(Glyph.ARROW_UP));
    to.action(
        ActionSpec.of(
                ActionIds.GRID_FILTER,
                "Filter the rows",
                () -> panel.front().ifPresent(p -> p.results().openFilter()))
            .enabledWhen(() -> grid().isPresent())
            .icon(Glyph.FILTER));
    to.action(
        onGrid(
                ActionIds.GRID_CELL,
                "Show the whole cell",
                g -> CellViewer.open(ui, to.shell().dialogs(), keep, g))
            .icon(Glyph.EXTERNAL));
    to.action(
        whenGrid(
                ActionIds.GRID_RECORD,
                "Show or hide the record",
                g -> !onButton(),
                ResultGrid::toggleRecord)
            .icon(Glyph.PANEL_RIGHT)
            .detail("one row as a list of names and values"));
    to.action(onGrid(ActionIds.RECORD_PREVIOUS, "Previous row", g -> g.step(-1)));
    to.action(onGrid(ActionIds.RECORD_NEXT, "Next row", g -> g.step(1)));
    to.action(
        onTab(ActionIds.GRID_REFRESH, "Run again", t -> !busy(t), TabPresenter::runAgain)
            .icon(Glyph.REFRESH));
  }

  private void columns(Contributions to) {
    to.action(
        onGrid(ActionIds.GRID_SORT, "Sort by the column", g -> g.sort(false))
            .icon(Glyph.SORT_UP)
            .detail("up, down, as the rows came"));
    to.action(
        onGrid(ActionIds.GRID_SORT_FURTHER, "Sort by a further column", g -> g.sort(true))
            .icon(Glyph.SORT_DOWN));
    to.action(
        onGrid(
                ActionIds.COLUMN_HIDE,
                "Hide the column",
                g -> {
                  if (!g.columns().hide()) {
                    told.accept("The last column stays");
                  }
                })
            .icon(Glyph.EYE_OFF)
            .detail("or all that are selected"));
    to.action(
        whenGrid(
            ActionIds.COLUMNS_SHOW_ALL,
            "Show all columns",
            g -> !g.columns().hidden().isEmpty(),
            g -> g.columns().showAll()));
    to.action(
        onGrid(ActionIds.COLUMN_LEFT, "Move the column to the left", g -> g.columns().move(-1)));
    to.action(
        onGrid(ActionIds.COLUMN_RIGHT, "Move the column to the right", g -> g.columns().move(1)));
    to.action(
        onGrid(ActionIds.COLUMN_FREEZE, "Freeze up to the column", g -> g.columns().freeze())
            .icon(Glyph.PIN)
            .detail("stays in view when the others are scrolled"));
    to.action(
        whenGrid(
            ActionIds.COLUMNS_UNFREEZE,
            "Let all columns scroll",
            g -> g.columns().frozen() > 0,
            g -> g.columns().unfreeze()));
    to.action(
        onGrid(ActionIds.COLUMN_FIT, "Fit the column to what it holds", g -> g.columns().fit()));
    to.action(onGrid(ActionIds.COLUMNS_FIT, "Fit all columns", g -> g.columns().fitAll()));
    to.action(onGrid(ActionIds.COLUMN_WIDER, "Widen the column", g -> g.columns().resize(1)));
    to.action(onGrid(ActionIds.COLUMN_NARROWER, "Narrow the column", g -> g.columns().resize(-1)));
  }

  private void filters(Contributions to) {
    to.action(
        onGrid(ActionIds.FILTER_VALUE, "Filter by this value", g -> g.filterByValue(false, told))
            .icon(Glyph.FILTER));
    to.action(
        onGrid(ActionIds.FILTER_EXCLUDE, "Exclude this value", g -> g.filterByValue(true, told)));
    to.action(
        onGrid(ActionIds.FILTER_TEXT, "Filter the column…", ResultGrid::filterByText)
            .icon(Glyph.FILTER)
            .detail("> 10, between, like, ~ regex, is null"));
    to.action(
        onGrid(ActionIds.FILTER_NULL, "Only rows where it is NULL", g -> g.filterByNull(false)));
    to.action(
        onGrid(
            ActionIds.FILTER_NOT_NULL,
            "Only rows where it is not NULL",
            g -> g.filterByNull(true)));
    to.action(
        whenGrid(
            ActionIds.FILTER_CLEAR,
            "Remove all filters",
            g -> g.order().filters(),
            ResultGrid::clearFilters));
    to.action(
        whenGrid(
                ActionIds.ARRANGING_CANCEL,
                "Cancel sorting and filtering",
                g -> g.order().busy(),
                g -> g.order().cancel())
            .icon(Glyph.STOP));
  }

  private ActionSpec onTab(
      String id, String name, Predicate<TabPresenter> when, Consumer<TabPresenter> action) {
    return ActionSpec.of(id, name, () -> tabs.front().ifPresent(action))
        .enabledWhen(() -> tabs.front().filter(when).isPresent());
  }

  private ActionSpec onPanel(String id, String name, Consumer<TabPanel> action) {
    return ActionSpec.of(id, name, () -> panel.front().ifPresent(action))
        .enabledWhen(() -> panel.front().isPresent());
  }

  private ActionSpec onGrid(String id, String name, Consumer<ResultGrid> action) {
    return ActionSpec.of(id, name, () -> grid().ifPresent(action))
        .enabledWhen(() -> grid().isPresent());
  }

  private ActionSpec whenGrid(
      String id, String name, Predicate<ResultGrid> when, Consumer<ResultGrid> action) {
    return ActionSpec.of(id, name, () -> grid().ifPresent(action))
        .enabledWhen(() -> grid().filter(when).isPresent());
  }

  /// Space presses the button that has the focus, and does nothing else then.
  private static boolean onButton() {
    return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner()
        instanceof AbstractButton;
  }

  private Optional<ResultGrid> grid() {
    return panel.front().flatMap(p -> p.results().front());
  }

  private static boolean busy(TabPresenter tab) {
    return tab.status().phase().busy();
  }
}
