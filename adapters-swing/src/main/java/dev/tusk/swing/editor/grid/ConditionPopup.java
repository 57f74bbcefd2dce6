package dev.tusk.swing.editor.grid;

import dev.tusk.swing.editor.grid.GridOrder.Condition;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.event.ActionEvent;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks for a condition on a column, right below its header; Enter takes it, Esc does not. Event
/// thread only.
final class ConditionPopup {
  private static final String EXAMPLES =
      "> 10   between 1 and 5   in (1, 2)   like 'a%'   ~ regex   is null   and, or, not";

  private ConditionPopup() {}

  /// @param instead the condition to change; null for a further one
  static void ask(
      JComponent over, int x, int y, GridFilters filters, int column, @Nullable Condition instead) {
    var popup = new JPopupMenu();
    var field = new TextField(32);
    var name = SafeText.start(filters.column(column).name(), 40);
    var hint = SafeText.label(EXAMPLES, ColorRole.TEXT3, Fonts.SMALL);
    field.getAccessibleContext().setAccessibleName("Condition");
    if (instead != null) {
      field.setText(instead.text());
      field.selectAll();
    }
    var panel = new JPanel(new MigLayout("insets 6 10 6 10, gap 8 4, hidemode 3"));
    panel.setOpaque(false);
    panel.add(Fonts.SEMIBOLD.set(SafeText.label(name)));
    panel.add(field, "h 28!, wrap");
    panel.add(hint, "span 2, growx, wmin 0");
    popup.add(panel);
    field.addActionListener(
        (ActionEvent e) -> {
          var why = filters.byText(column, field.getText(), instead);
          if (why.isEmpty()) {
            popup.setVisible(false);
            return;
          }
          // in the place of the examples: a popup that grows is another one, without the focus
          SafeText.set(hint, why);
          SafeText.tip(hint, why);
          Colors.foreground(hint, ColorRole.DANGER);
        });
    popup.show(over, x, y);
    field.requestFocusInWindow();
  }
}
