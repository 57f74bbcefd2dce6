package dev.tusk.swing.editor.grid;

import dev.tusk.swing.editor.grid.GridOrder.Condition;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import net.miginfocom.swing.MigLayout;

/// The line above a grid that says what of the result does not show, and takes one back to it;
/// hidden when all shows. Event thread only.
final class GridChips extends JPanel {
  private final JPanel filters = new JPanel(new MigLayout("insets 0, gap 6", "", "[26!]"));
  private final JButton clear = Buttons.link("Show all rows");
  private final JButton hidden = Buttons.icons(Buttons.link(""), Glyph.EYE_OFF);
  private final JLabel progress = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
  private final JButton cancel = Buttons.secondary("Cancel");
  private List<Condition> shown = List.of();

  GridChips() {
    super(new MigLayout("insets 2 8 2 8, gap 6, hidemode 3, fillx", "[][][]push[][]", "[26!]"));
    Colors.background(this, ColorRole.INSET);
    setBorder(Hairline.bottom());
    setVisible(false);
    filters.setOpaque(false);
    filters.setVisible(false);
    clear.setVisible(false);
    hidden.setVisible(false);
    progress.setVisible(false);
    cancel.setVisible(false);
    cancel.getAccessibleContext().setAccessibleName("Cancel sorting and filtering");
    add(filters, "wmin 0");
    add(clear, "h 24!");
    add(hidden, "h 24!");
    add(progress);
    add(cancel, "h 24!");
  }

  /// What the chips do.
  ///
  /// @param all takes all filters away
  void connect(GridOrder order, Runnable all) {
    clear.addActionListener(e -> all.run());
    cancel.addActionListener(e -> order.cancel());
  }

  /// Shows the conditions there are.
  ///
  /// @param edit asks for another condition in place of one, over a component
  void show(GridOrder order, BiConsumer<JComponent, Condition> edit) {
    var now = order.conditions();
    if (!now.equals(shown)) {
      shown = now;
      filters.removeAll();
      for (var each : now) {
        filters.add(new FilterChip(order, each, edit));
      }
      filters.repaint();
    }
    filters.setVisible(!now.isEmpty());
    clear.setVisible(now.size() > 1);
    progress.setVisible(order.busy());
    cancel.setVisible(order.busy());
    shown();
  }

  /// Says how far sorting or filtering is.
  void progress(String words) {
    SafeText.set(progress, words);
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
    setVisible(hidden.isVisible() || filters.isVisible() || cancel.isVisible());
    revalidate();
  }

  /// A condition that can be changed and taken away.
  private static final class FilterChip extends JPanel {
    FilterChip(GridOrder order, Condition condition, BiConsumer<JComponent, Condition> edit) {
      super(new MigLayout("insets 0 6 0 2, gap 2", "", "[24!]"));
      setOpaque(false);
      var words = Fonts.SMALL.set(Buttons.link(condition.words()));
      words.setIcon(Icons.of(Glyph.FILTER, ColorRole.ACCENT_TEXT, 14));
      SafeText.tip(words, condition.text().isEmpty() ? condition.words() : "Change the condition");
      words.addActionListener(
          e -> {
            if (!condition.text().isEmpty()) {
              edit.accept(words, condition);
            }
          });
      var remove = Buttons.icon(Glyph.CLOSE, "Remove: " + condition.words(), "");
      remove.addActionListener(e -> order.remove(condition));
      add(words, "h 22!");
      add(remove, "w 22!, h 22!");
    }

    @Override
    protected void paintComponent(Graphics g) {
      var g2 = (Graphics2D) g.create();
      Painting.fillRound(g2, this, ColorRole.ACCENT_SOFT, 6);
      g2.dispose();
    }
  }
}
