package dev.tusk.swing.editor.text;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JComponent;

/// Shows at the right edge where in the whole text the error is. Event thread only.
final class ErrorStripe extends JComponent {
  private final SqlTextArea area;

  ErrorStripe(SqlTextArea area) {
    this.area = area;
    setOpaque(true);
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            var error = area.error();
            if (error != null) {
              area.setCaretPosition(error[0]);
              area.requestFocusInWindow();
            }
          }
        });
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(Theme.px(8), Theme.px(20));
  }

  @Override
  protected void paintComponent(Graphics g) {
    g.setColor(Colors.of(ColorRole.CONTENT));
    g.fillRect(0, 0, getWidth(), getHeight());
    var error = area.error();
    if (error == null) {
      return;
    }
    var line = area.lineOf(error[0]);
    var whole = Math.max(getHeight(), area.getLineCount() * area.getLineHeight());
    var y =
        (int)
            ((long) (area.getInsets().top + line * area.getLineHeight() + area.getLineHeight() / 2)
                * getHeight()
                / whole);
    g.setColor(Colors.of(ColorRole.DANGER));
    g.fillRect(Theme.px(1), y - Theme.px(1), Theme.px(6), Theme.px(3));
  }
}
