package dev.tusk.swing.shell;

import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.intent.Intents;
import javax.swing.JComponent;

/// The window as far as a feature may touch it. Event thread only, but for [#intents()] and
/// [#ui()].
public interface Shell {

  /// Threads.
  UiExecutor ui();

  /// The bus between features.
  Intents intents();

  /// Modal questions over this window.
  Dialogs dialogs();

  /// Looks up and performs actions, shows their keys.
  ActionRegistry actions();

  /// Says what the title bar shows.
  void title(WindowTitle title);

  /// Shows the start screen in place of sidebar and centre, or the other way round.
  void showStart(boolean start);

  /// Makes the component a part of the focus cycle (F6) and gives its keys a context.
  void focusStop(JComponent component, ActionContext context);

  /// Opens the palette with a query already typed.
  void openPalette(String query);

  /// Whether a connection may be closed: the closing hooks are asked, and may ask the user.
  boolean mayDisconnect(String connectionId);

  /// Closes the window as its button does: the closing hooks are asked.
  void close();
}
