package dev.tusk.swing.editor.export;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.swing.editor.grid.ColumnMenu;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionRegistry;
import java.awt.Component;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// The menu of a grid. Event thread only.
public final class GridMenu extends JPopupMenu {
  private final transient ActionRegistry actions;
  private final String copyAs;
  private final transient CopyAs copies;

  /// @param copyAs what the ids of the actions begin with that copy in a format
  public GridMenu(ActionRegistry actions, String copyAs, CopyAs copies) {
    this.actions = actions;
    this.copyAs = copyAs;
    this.copies = copies;
  }

  @Override
  public void show(Component invoker, int x, int y) {
    removeAll();
    if (ColumnMenu.isAbout(invoker)) {
      ColumnMenu.fill(this, actions);
      super.show(invoker, x, y);
      return;
    }
    item(this, ActionIds.GRID_COPY, "");
    item(this, ActionIds.GRID_COPY_HEADERS, "");
    var formats = SafeText.set(new JMenu(), "Copy as");
    fill(formats);
    add(formats);
    addSeparator();
    item(this, ActionIds.GRID_EXPORT, "");
    addSeparator();
    item(this, ActionIds.GRID_CELL, "");
    item(this, ActionIds.GRID_RECORD, "");
    item(this, ActionIds.FILTER_VALUE, "");
    item(this, ActionIds.FILTER_EXCLUDE, "");
    item(this, ActionIds.GRID_FIND, "");
    item(this, ActionIds.GRID_GO_TO, "");
    var column = SafeText.set(new JMenu(), "Column");
    ColumnMenu.fill(column.getPopupMenu(), actions);
    add(column);
    super.show(invoker, x, y);
  }

  /// The formats alone.
  public JPopupMenu formats() {
    var menu = new JPopupMenu();
    fill(menu);
    return menu;
  }

  private void fill(JComponent menu) {
    for (var format : ExportFormat.values()) {
      if (format.isText()) {
        item(menu, copyAs + format.word(), format.label());
      }
    }
    menu.add(new JPopupMenu.Separator());
    var names = SafeText.set(new JCheckBoxMenuItem(), "With names of columns");
    names.setSelected(copies.names());
    names.addActionListener(e -> copies.names(names.isSelected()));
    menu.add(names);
  }

  private void item(JComponent menu, String id, String name) {
    actions
        .find(id)
        .ifPresent(
            action -> {
              var item = SafeText.set(new JMenuItem(), name.isEmpty() ? action.name() : name);
              if (action.icon() != null && name.isEmpty()) {
                item.setIcon(Icons.of(action.icon()));
              }
              actions.key(id).ifPresent(item::setAccelerator);
              item.setEnabled(action.enabled().getAsBoolean());
              item.addActionListener(e -> actions.perform(id));
              menu.add(item);
            });
  }
}
