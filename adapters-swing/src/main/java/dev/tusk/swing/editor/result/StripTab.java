package dev.tusk.swing.editor.result;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.Objects;
import javax.swing.Icon;
import javax.swing.JToggleButton;
import org.jspecify.annotations.Nullable;

/// A tab of the strip: icon, name, quieter facts behind, a bar below when selected.
final class StripTab extends JToggleButton {
  private String name = "";
  private String facts = "";
  private @Nullable Icon symbol;

  StripTab() {
    setContentAreaFilled(false);
    setBorderPainted(false);
    setFocusPainted(false);
    setRolloverEnabled(true);
  }

  /// Changes what it shows.
  void show(@Nullable Icon newSymbol, String newName, String newFacts) {
    if (Objects.equals(newSymbol, symbol) && newName.equals(name) && newFacts.equals(facts)) {
      return;
    }
    var same = newName.length() == name.length() && newFacts.length() == facts.length();
    symbol = newSymbol;
    name = SafeText.plain(newName);
    facts = SafeText.plain(newFacts);
    getAccessibleContext().setAccessibleName(facts.isEmpty() ? name : name + ", " + facts);
    if (!same) {
      revalidate();
    }
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    var width = Theme.px(24) + getFontMetrics(Fonts.BASE.get()).stringWidth(name);
    if (symbol != null) {
      width += symbol.getIconWidth() + Theme.px(8);
    }
    if (!facts.isEmpty()) {
      width += Theme.px(5) + getFontMetrics(Fonts.SMALL.get()).stringWidth(facts);
    }
    return new Dimension(width, Theme.px(36));
  }

  @Override
  public Dimension getMinimumSize() {
    return getPreferredSize();
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    if (getModel().isRollover() && !isSelected()) {
      g2.setColor(Colors.of(ColorRole.HOVER));
      g2.fillRect(0, 0, getWidth(), getHeight() - 1);
    }
    var x = Theme.px(12);
    if (symbol != null) {
      symbol.paintIcon(this, g2, x, (getHeight() - symbol.getIconHeight()) / 2);
      x += symbol.getIconWidth() + Theme.px(8);
    }
    g2.setFont(Fonts.BASE.get());
    var metrics = g2.getFontMetrics();
    var baseline = (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent();
    g2.setColor(Colors.of(isSelected() ? ColorRole.TEXT : ColorRole.TEXT2));
    g2.drawString(name, x, baseline);
    x += metrics.stringWidth(name) + Theme.px(5);
    g2.setFont(Fonts.SMALL.get());
    g2.setColor(Colors.of(isSelected() ? ColorRole.TEXT2 : ColorRole.TEXT3));
    g2.drawString(facts, x, baseline);
    if (isSelected()) {
      g2.setColor(Colors.of(ColorRole.ACCENT));
      g2.fillRect(0, getHeight() - Theme.px(2), getWidth(), Theme.px(2));
    }
    if (isFocusOwner()) {
      g2.setColor(Colors.of(ColorRole.ACCENT));
      g2.drawRect(2, 2, getWidth() - 5, getHeight() - 6);
    }
    g2.dispose();
  }
}
