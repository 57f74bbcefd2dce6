package dev.tusk.swing.shell.action;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.event.KeyEvent;
import java.util.Comparator;
import java.util.Objects;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;
import javax.swing.event.MenuEvent;
import javax.swing.event.MenuListener;

/// Builds the menu bar from the actions; a menu is filled each time it opens, so that it shows what
/// is possible then.
public final class Menus {
  private Menus() {}

  /// A bar of all menus.
  public static JMenuBar bar(ActionRegistry actions) {
    var bar = new JMenuBar();
    for (var id : MenuId.values()) {
      var menu = SafeText.set(new JMenu(), id.title());
      menu.setMnemonic(menu.getText().charAt(0));
      menu.addMenuListener(new Filling(menu, id, actions));
      bar.add(menu);
    }
    return bar;
  }

  private static void fill(JMenu menu, MenuId id, ActionRegistry actions) {
    menu.removeAll();
    var shown =
        actions.all().stream()
            .filter(a -> a.place() != null && a.place().menu() == id)
            .sorted(Comparator.comparingInt(Menus::order))
            .toList();
    int group = shown.isEmpty() ? 0 : order(shown.getFirst()) / 100;
    for (var action : shown) {
      if (order(action) / 100 != group) {
        menu.addSeparator();
        group = order(action) / 100;
      }
      menu.add(item(action, actions));
    }
  }

  private static int order(ActionSpec action) {
    return Objects.requireNonNull(action.place()).order();
  }

  private static JMenuItem item(ActionSpec action, ActionRegistry actions) {
    var item = SafeText.set(new Item(), action.name());
    if (action.icon() != null) {
      item.setIcon(Icons.of(action.icon()));
    }
    actions.key(action.id()).ifPresent(item::setAccelerator);
    item.setEnabled(action.enabled().getAsBoolean());
    item.addActionListener(e -> actions.perform(action.id()));
    return item;
  }

  /// Shows its key but does not listen to it: that is the dispatcher's business.
  private static final class Item extends JMenuItem {
    @Override
    protected boolean processKeyBinding(
        KeyStroke key, KeyEvent event, int condition, boolean pressed) {
      return false;
    }
  }

  private record Filling(JMenu menu, MenuId id, ActionRegistry actions) implements MenuListener {
    @Override
    public void menuSelected(MenuEvent e) {
      fill(menu, id, actions);
    }

    @Override
    public void menuDeselected(MenuEvent e) {}

    @Override
    public void menuCanceled(MenuEvent e) {}
  }
}
