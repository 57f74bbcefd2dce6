package dev.tusk.swing.schema;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionSpec;
import java.awt.Component;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// The menu of a row: what can be done with it now; what cannot stays in its place, disabled.
final class TreeMenu extends JPopupMenu {
  private final transient Shell shell;
  private final transient List<TreeActions.Entry> actions;
  private final transient BooleanSupplier anything;

  TreeMenu(Shell shell, List<TreeActions.Entry> actions, BooleanSupplier anything) {
    this.shell = shell;
    this.actions = actions;
    this.anything = anything;
  }

  @Override
  public void show(Component invoker, int x, int y) {
    if (!anything.getAsBoolean()) {
      return;
    }
    removeAll();
    for (var entry : actions) {
      if (entry.apart()) {
        addSeparator();
      }
      add(item(entry.action()));
    }
    super.show(invoker, x, y);
  }

  private JMenuItem item(ActionSpec action) {
    var item = SafeText.set(new JMenuItem(), action.name());
    var glyph = action.icon();
    if (glyph != null) {
      item.setIcon(Icons.of(glyph));
    }
    item.setEnabled(action.enabled().getAsBoolean());
    shell.actions().key(action.id()).ifPresent(item::setAccelerator);
    item.addActionListener(e -> action.run().run());
    return item;
  }
}
