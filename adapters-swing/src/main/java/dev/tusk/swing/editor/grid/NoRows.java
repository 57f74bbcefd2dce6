package dev.tusk.swing.editor.grid;

import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Glyph;
import java.awt.BorderLayout;
import java.util.ArrayList;
import javax.swing.JButton;
import javax.swing.JPanel;

/// What a grid says in place of rows when there is nothing to see of any: that there are none, that
/// they have no column, or which filters let none through, with a button that takes these away.
/// Event thread only.
final class NoRows extends JPanel {
  private static final int MOST = 120;

  private final JButton button = Buttons.secondary("Clear filter");
  private String shown = "";

  /// @param clear takes all filters away
  NoRows(Runnable clear) {
    super(new BorderLayout());
    Buttons.describe(button, "Clear filter", "Ctrl+Shift+L");
    button.addActionListener(e -> clear.run());
    setOpaque(false);
    setVisible(false);
  }

  /// Shows what is to be said of a grid with so many rows, or nothing.
  ///
  /// @param seen how many rows its order was made of: those that came later were not looked at
  void show(TabResult result, GridOrder order, int rows, long seen) {
    var none =
        rows == 0
            && !order.busy()
            && (result.store().rowCount() == 0 ? !result.open() : seen > 0 && order.filters());
    var bare = rows > 0 && result.store().columns().isEmpty();
    if (none) {
      say(filters(order), seen, result);
    } else if (bare) {
      say(new EmptyState(Glyph.TABLE, Figures.rows(rows), "The statement returned no column."));
      shown = "";
    }
    setVisible(none || bare);
  }

  /// Puts the keyboard on the button, if it shows.
  boolean takeFocus() {
    return button.isShowing() && button.requestFocusInWindow();
  }

  private void say(String filters, long seen, TabResult result) {
    var now = filters + "\n" + seen;
    if (now.equals(shown)) {
      return; // the focus may be in it
    }
    shown = now;
    if (seen == 0) {
      var whole = result.failed() == null && result.refused() == null;
      say(new EmptyState(Glyph.TABLE, "0 rows", whole ? "The statement returned no row." : ""));
    } else {
      say(
          new EmptyState(
              Glyph.FILTER,
              "No row matches the filter",
              filters + " · " + Figures.rows(seen) + " fetched · Ctrl+Shift+L clears it",
              button));
    }
  }

  private void say(EmptyState state) {
    removeAll();
    add(state);
    revalidate();
    repaint();
  }

  private static String filters(GridOrder order) {
    var all = new ArrayList<>(order.conditions().stream().map(c -> c.words()).toList());
    if (!order.filter().isEmpty()) {
      all.add("contains '" + order.filter() + "'");
    }
    return SafeText.start(String.join(" and ", all), MOST);
  }
}
