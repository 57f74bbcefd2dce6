package dev.tusk.swing.editor;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.event.ActionEvent;
import java.util.function.IntConsumer;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import net.miginfocom.swing.MigLayout;

/// Asks for a line or a row, right over the text; Enter goes there, Esc does not.
final class NumberPopup {
  private NumberPopup() {}

  /// Asks over a component.
  ///
  /// @param most the largest number that makes sense, for the hint
  static void ask(javax.swing.JComponent over, String label, int most, IntConsumer go) {
    var popup = new JPopupMenu();
    var field = new TextField(10);
    field.getAccessibleContext().setAccessibleName(label);
    var panel = new JPanel(new MigLayout("insets 6 10 6 10, gap 8"));
    panel.setOpaque(false);
    panel.add(SafeText.label(label));
    panel.add(field, "h 28!");
    panel.add(SafeText.label("1 to " + most, ColorRole.TEXT3, Fonts.SMALL));
    popup.add(panel);
    field.addActionListener(
        (ActionEvent e) -> {
          popup.setVisible(false);
          parse(field.getText(), go);
        });
    popup.show(over, Math.max(0, over.getVisibleRect().x + 24), over.getVisibleRect().y + 8);
    field.requestFocusInWindow();
  }

  private static void parse(String text, IntConsumer go) {
    var digits = text.strip().replaceAll("[,.' _]", "");
    if (digits.matches("[0-9]{1,9}")) {
      go.accept(Integer.parseInt(digits));
    }
  }
}
