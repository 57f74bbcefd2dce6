package dev.tusk.swing.shell;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JButton;

/// Looks like a field in the title bar; opens the palette.
final class SearchButton extends JButton {
  private final String words;
  private final String key;

  SearchButton(String words, String key, Runnable open) {
    this.words = words;
    this.key = key;
    setContentAreaFilled(false);
    setBorderPainted(false);
    setFocusable(false);
    getAccessibleContext().setAccessibleName(words);
    addActionListener(e -> open.run());
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    var g = (Graphics2D) graphics.create();
    Painting.text(g);
    var hover = getModel().isRollover();
    Painting.fillRound(g, this, ColorRole.CONTENT, 6);
    Painting.outline(g, this, hover ? ColorRole.LINE2 : ColorRole.LINE, 6);
    var icon = Icons.of(Glyph.SEARCH, ColorRole.TEXT3);
    icon.paintIcon(this, g, Theme.px(9), (getHeight() - icon.getIconHeight()) / 2);
    g.setColor(Colors.of(ColorRole.TEXT3));
    g.setFont(Fonts.SMALL.get());
    var keyX = getWidth() - Theme.px(10) - g.getFontMetrics().stringWidth(key);
    g.drawString(key, keyX, baseline(g));
    g.setFont(Fonts.BASE.get());
    g.clipRect(0, 0, keyX - Theme.px(4), getHeight());
    g.drawString(words, Theme.px(33), baseline(g));
    g.dispose();
  }

  private int baseline(Graphics2D g) {
    var metrics = g.getFontMetrics();
    return (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent();
  }
}
