package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionRegistry;
import java.awt.Component;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.table.JTableHeader;

/// What can be done with a column, as items of a menu. Event thread only.
public final class ColumnMenu {
  private static final List<List<String>> GROUPS =
      List.of(
          List.of(ActionIds.GRID_SORT, ActionIds.GRID_SORT_FURTHER),
          List.of(
              ActionIds.FILTER_TEXT,
              ActionIds.FILTER_NULL,
              ActionIds.FILTER_NOT_NULL,
              ActionIds.FILTER_CLEAR),
          List.of(ActionIds.COLUMN_HIDE, ActionIds.COLUMNS_SHOW_ALL),
          List.of(ActionIds.COLUMN_LEFT, ActionIds.COLUMN_RIGHT),
          List.of(ActionIds.COLUMN_FREEZE, ActionIds.COLUMNS_UNFREEZE),
          List.of(
              ActionIds.COLUMN_FIT,
              ActionIds.COLUMNS_FIT,
              ActionIds.COLUMN_WIDER,
              ActionIds.COLUMN_NARROWER));

  private ColumnMenu() {}

  /// Whether a menu over a component is about a column and not about cells.
  public static boolean isAbout(Component over) {
    return over instanceof JTableHeader
        || (over instanceof FrozenColumns frozen && frozen.shown() instanceof JTableHeader);
  }

  /// Adds the items.
  public static void fill(JComponent menu, ActionRegistry actions) {
    for (var group : GROUPS) {
      if (menu.getComponentCount() > 0) {
        menu.add(new JPopupMenu.Separator());
      }
      group.forEach(id -> item(menu, actions, id));
    }
  }

  private static void item(JComponent menu, ActionRegistry actions, String id) {
    actions
        .find(id)
        .ifPresent(
            action -> {
              var item = SafeText.set(new JMenuItem(), action.name());
              if (action.icon() != null) {
                item.setIcon(Icons.of(action.icon()));
              }
              actions.key(id).ifPresent(item::setAccelerator);
              item.setEnabled(action.enabled().getAsBoolean());
              item.addActionListener(e -> actions.perform(id));
              menu.add(item);
            });
  }
}
