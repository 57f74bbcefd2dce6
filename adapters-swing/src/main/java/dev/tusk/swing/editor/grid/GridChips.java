package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.ColorRole;
import dev.tusk.swing.kit.Colors;
import dev.tusk.swing.kit.Glyph;
import dev.tusk.swing.kit.Hairline;
import dev.tusk.swing.kit.SafeText;
import javax.swing.JButton;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import net.miginfocom.swing.MigLayout;

/// The line above a grid that says what of the result does not show, and takes one back to it;
/// hidden when all shows. Event thread only.
final class GridChips extends JPanel {
  private final JButton hidden = Buttons.icons(Buttons.link(""), Glyph.EYE_OFF);

  GridChips() {
    super(new MigLayout("insets 2 8 2 8, gap 6, hidemode 3", "", "[26!]"));
    Colors.background(this, ColorRole.INSET);
    setBorder(Hairline.bottom());
    setVisible(false);
    add(hidden, "h 24!");
    hidden.setVisible(false);
  }

  /// Says which columns do not show.
  void hidden(GridColumns columns) {
    var places = columns.hidden();
    hidden.setVisible(!places.isEmpty());
    for (var each : hidden.getActionListeners()) {
      hidden.removeActionListener(each);
    }
    if (!places.isEmpty()) {
      var first = columns.name(places.getFirst());
      SafeText.set(
          hidden,
          places.size() == 1
              ? "Column " + SafeText.start(first, 40) + " is hidden"
              : places.size() + " columns are hidden");
      SafeText.tip(hidden, "Show hidden columns");
      hidden.addActionListener(e -> menu(columns).show(hidden, 0, hidden.getHeight()));
    }
    shown();
  }

  private static JPopupMenu menu(GridColumns columns) {
    var menu = new JPopupMenu();
    var all = SafeText.set(new JMenuItem(), "Show all columns");
    all.addActionListener(e -> columns.showAll());
    menu.add(all);
    menu.addSeparator();
    for (var each : columns.hidden()) {
      var one = SafeText.set(new JMenuItem(), SafeText.start(columns.name(each), 60));
      one.addActionListener(e -> columns.show(each));
      menu.add(one);
    }
    return menu;
  }

  private void shown() {
    setVisible(hidden.isVisible());
    revalidate();
  }
}
