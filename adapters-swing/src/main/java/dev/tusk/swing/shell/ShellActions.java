package dev.tusk.swing.shell;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.palette.ActionSource;
import dev.tusk.swing.shell.palette.PaletteLayer;
import java.util.List;

/// The actions that belong to the window itself.
final class ShellActions {
  private static final Messages TEXT = Messages.of(ShellActions.class);

  private ShellActions() {}

  /// What the actions need of the window.
  interface Target {
    void palette(String tab);

    void toggleSidebar();

    void focusSidebar();

    void moveFocus(int step);

    void close();
  }

  static List<ActionSpec> of(Target window) {
    return List.of(
        spec(ActionIds.OPEN_ANYTHING, "openAnything", () -> window.palette(PaletteLayer.ALL))
            .icon(Glyph.SEARCH)
            .menu(MenuId.FILE, 110),
        spec(ActionIds.PALETTE, "palette", () -> window.palette(ActionSource.COMMANDS))
            .menu(MenuId.HELP, 110),
        spec(ActionIds.SIDEBAR, "sidebar", window::toggleSidebar)
            .icon(Glyph.PANEL_LEFT)
            .menu(MenuId.VIEW, 110),
        spec(ActionIds.FOCUS_SIDEBAR, "focusSidebar", window::focusSidebar)
            .menu(MenuId.WINDOW, 210),
        spec(ActionIds.FOCUS_NEXT, "focusNext", () -> window.moveFocus(1)).menu(MenuId.WINDOW, 240),
        spec(ActionIds.FOCUS_PREVIOUS, "focusPrevious", () -> window.moveFocus(-1))
            .menu(MenuId.WINDOW, 250),
        spec(ActionIds.ZOOM_IN, "zoomIn", Theme::zoomIn).menu(MenuId.VIEW, 310),
        spec(ActionIds.ZOOM_OUT, "zoomOut", Theme::zoomOut).menu(MenuId.VIEW, 320),
        spec(ActionIds.ZOOM_RESET, "zoomReset", () -> Theme.zoom(1)).menu(MenuId.VIEW, 330),
        spec(ActionIds.THEME, "theme", ShellActions::toggleTheme)
            .icon(Glyph.MOON)
            .menu(MenuId.VIEW, 410),
        spec("view.themeSystem", "themeSystem", () -> Theme.choose(Theme.Choice.SYSTEM))
            .icon(Glyph.MONITOR)
            .menu(MenuId.VIEW, 420),
        spec(ActionIds.QUIT, "quit", window::close).menu(MenuId.FILE, 910));
  }

  private static ActionSpec spec(String id, String key, Runnable run) {
    return ActionSpec.of(id, TEXT.get("action." + key), run);
  }

  private static void toggleTheme() {
    Theme.choose(Theme.dark() ? Theme.Choice.LIGHT : Theme.Choice.DARK);
  }
}
