package dev.tusk.swing.kit.theme;

import java.util.Locale;

/// The icons there are; [Icons] draws them. Named by what they mean or show. No Swing in here, so
/// that presenters can choose an icon.
public enum Glyph {
  /// The arrow down icon.
  ARROW_DOWN,
  /// The arrow right icon.
  ARROW_RIGHT,
  /// The arrow up icon.
  ARROW_UP,
  /// The bolt icon.
  BOLT,
  /// The bulb icon.
  BULB,
  /// The check icon.
  CHECK,
  /// The check circle icon.
  CHECK_CIRCLE,
  /// The chevron down icon.
  CHEVRON_DOWN,
  /// The chevron right icon.
  CHEVRON_RIGHT,
  /// The clipboard icon.
  CLIPBOARD,
  /// The clock icon.
  CLOCK,
  /// The close icon.
  CLOSE,
  /// The column icon.
  COLUMN,
  /// The commit icon.
  COMMIT,
  /// The connection icon.
  CONNECTION,
  /// The copy icon.
  COPY,
  /// The cross circle icon.
  CROSS_CIRCLE,
  /// The database icon.
  DATABASE,
  /// The disconnected icon.
  DISCONNECTED,
  /// The domain icon.
  DOMAIN,
  /// The dot icon.
  DOT,
  /// The enum icon.
  ENUM,
  /// The error circle icon.
  ERROR_CIRCLE,
  /// The export icon.
  EXPORT,
  /// The extension icon.
  EXTENSION,
  /// The external icon.
  EXTERNAL,
  /// The eye off icon.
  EYE_OFF,
  /// The file icon.
  FILE,
  /// The filter icon.
  FILTER,
  /// The folder icon.
  FOLDER,
  /// The foreign key icon.
  FOREIGN_KEY,
  /// The function icon.
  FUNCTION,
  /// The gear icon.
  GEAR,
  /// The globe icon.
  GLOBE,
  /// The history icon.
  HISTORY,
  /// The hourglass icon.
  HOURGLASS,
  /// The import icon.
  IMPORT,
  /// The info icon.
  INFO,
  /// The key icon.
  KEY,
  /// The lock icon.
  LOCK,
  /// The matview icon.
  MATVIEW,
  /// The memory icon.
  MEMORY,
  /// The messages icon.
  MESSAGES,
  /// The minus circle icon.
  MINUS_CIRCLE,
  /// The monitor icon.
  MONITOR,
  /// The moon icon.
  MOON,
  /// The panel bottom icon.
  PANEL_BOTTOM,
  /// The panel left icon.
  PANEL_LEFT,
  /// The panel right icon.
  PANEL_RIGHT,
  /// The partition icon.
  PARTITION,
  /// The pencil icon.
  PENCIL,
  /// The pin icon.
  PIN,
  /// The plan icon.
  PLAN,
  /// The plus icon.
  PLUS,
  /// The pool icon.
  POOL,
  /// The refresh icon.
  REFRESH,
  /// The role icon.
  ROLE,
  /// The run icon.
  RUN,
  /// The run all icon.
  RUN_ALL,
  /// The save icon.
  SAVE,
  /// The schema icon.
  SCHEMA,
  /// The search icon.
  SEARCH,
  /// The sequence icon.
  SEQUENCE,
  /// The server icon.
  SERVER,
  /// The sort down icon.
  SORT_DOWN,
  /// The sort up icon.
  SORT_UP,
  /// The stop icon.
  STOP,
  /// The sun icon.
  SUN,
  /// The table icon.
  TABLE,
  /// The terminal icon.
  TERMINAL,
  /// The trash icon.
  TRASH,
  /// The type icon.
  TYPE,
  /// The undo icon.
  UNDO,
  /// The unlock icon.
  UNLOCK,
  /// The view icon.
  VIEW,
  /// The warning icon.
  WARNING;

  /// The name of the resource, without folder and ending.
  String resource() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
