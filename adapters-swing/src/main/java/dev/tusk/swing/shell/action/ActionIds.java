package dev.tusk.swing.shell.action;

/// The names of the actions that the keymap knows. The feature that owns a thing contributes the
/// action; others perform it by name through [ActionRegistry#perform].
public final class ActionIds {
  private ActionIds() {}

  public static final String RUN = "query.run";
  public static final String RUN_ALL = "query.runAll";
  public static final String CANCEL = "query.cancel";
  public static final String EXPLAIN = "query.explain";
  public static final String ANALYZE = "query.analyze";
  public static final String COMMIT = "query.commit";
  public static final String ROLLBACK = "query.rollback";
  public static final String APPLY_FIX = "query.applyFix";

  public static final String COMPLETE = "editor.complete";
  public static final String COMMENT = "editor.comment";
  public static final String FORMAT = "editor.format";
  public static final String DEFINITION = "editor.definition";
  public static final String EDITOR_FIND = "editor.find";
  public static final String EDITOR_FIND_NEXT = "editor.findNext";
  public static final String EDITOR_REPLACE = "editor.replace";
  public static final String EDITOR_GO_TO = "editor.goToLine";
  public static final String GRID_FIND = "grid.find";
  public static final String GRID_FIND_NEXT = "grid.findNext";
  public static final String GRID_FIND_PREVIOUS = "grid.findPrevious";
  public static final String GRID_FILTER = "grid.filter";
  public static final String GRID_GO_TO = "grid.goToRow";

  public static final String NEW_TAB = "tab.new";
  public static final String CLOSE_TAB = "tab.close";
  public static final String REOPEN_TAB = "tab.reopen";
  public static final String NEXT_TAB = "tab.next";
  public static final String PREVIOUS_TAB = "tab.previous";

  /// With a number from 1 to 9 behind it.
  public static final String TAB_N = "tab.go";

  public static final String OPEN_FILE = "file.open";
  public static final String SAVE_FILE = "file.save";
  public static final String QUIT = "file.quit";

  public static final String OPEN_ANYTHING = "palette.open";
  public static final String PALETTE = "palette.commands";
  public static final String HISTORY = "history.show";
  public static final String SETTINGS = "settings.show";
  public static final String NEW_CONNECTION = "connection.new";
  public static final String UNLOCK = "guard.unlock";
  public static final String LOCK = "guard.lock";

  public static final String SIDEBAR = "view.sidebar";
  public static final String RESULTS = "view.results";
  public static final String FOCUS_SIDEBAR = "focus.sidebar";
  public static final String FOCUS_EDITOR = "focus.editor";
  public static final String FOCUS_RESULTS = "focus.results";
  public static final String FOCUS_NEXT = "focus.next";
  public static final String FOCUS_PREVIOUS = "focus.previous";
  public static final String ZOOM_IN = "view.zoomIn";
  public static final String ZOOM_OUT = "view.zoomOut";
  public static final String ZOOM_RESET = "view.zoomReset";
  public static final String THEME = "view.theme";

  public static final String TREE_REFRESH = "tree.refresh";
  public static final String GRID_SORT = "grid.sort";
  public static final String GRID_SORT_FURTHER = "grid.sortFurther";
  public static final String COLUMN_HIDE = "grid.column.hide";
  public static final String COLUMNS_SHOW_ALL = "grid.column.showAll";
  public static final String COLUMN_LEFT = "grid.column.left";
  public static final String COLUMN_RIGHT = "grid.column.right";
  public static final String COLUMN_FREEZE = "grid.column.freeze";
  public static final String COLUMNS_UNFREEZE = "grid.column.unfreeze";
  public static final String COLUMN_FIT = "grid.column.fit";
  public static final String COLUMNS_FIT = "grid.column.fitAll";
  public static final String COLUMN_WIDER = "grid.column.wider";
  public static final String COLUMN_NARROWER = "grid.column.narrower";
  public static final String FILTER_VALUE = "grid.filter.value";
  public static final String FILTER_EXCLUDE = "grid.filter.exclude";
  public static final String FILTER_NULL = "grid.filter.null";
  public static final String FILTER_NOT_NULL = "grid.filter.notNull";
  public static final String FILTER_TEXT = "grid.filter.condition";
  public static final String FILTER_CLEAR = "grid.filter.clear";
  public static final String ARRANGING_CANCEL = "grid.arranging.cancel";
  public static final String GRID_REFRESH = "grid.refresh";
  public static final String GRID_EDIT = "grid.edit";
  public static final String GRID_NULL = "grid.setNull";
  public static final String GRID_INSERT = "grid.insertRow";
  public static final String GRID_DELETE = "grid.deleteRow";
  public static final String GRID_DUPLICATE = "grid.duplicateRow";
  public static final String GRID_PREVIEW = "grid.preview";
  public static final String GRID_SUBMIT = "grid.submit";
  public static final String GRID_REVERT = "grid.revert";
  public static final String GRID_RECORD = "grid.record";
  public static final String RECORD_PREVIOUS = "grid.record.previous";
  public static final String RECORD_NEXT = "grid.record.next";
  public static final String GRID_CELL = "grid.cell";
  public static final String GRID_COPY = "grid.copy";
  public static final String GRID_COPY_HEADERS = "grid.copyWithHeaders";
  public static final String GRID_COPY_AS = "grid.copyAs";
  public static final String GRID_EXPORT = "grid.export";
}
