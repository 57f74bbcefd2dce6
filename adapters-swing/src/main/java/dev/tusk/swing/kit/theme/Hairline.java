package dev.tusk.swing.kit.theme;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Insets;
import javax.swing.border.AbstractBorder;
import javax.swing.border.Border;

/// Lines of one pixel at the edges where two grounds meet; they follow the theme.
public final class Hairline extends AbstractBorder {
  private final ColorRole color;
  private final boolean top;
  private final boolean left;
  private final boolean bottom;
  private final boolean right;

  private Hairline(ColorRole color, boolean top, boolean left, boolean bottom, boolean right) {
    this.color = color;
    this.top = top;
    this.left = left;
    this.bottom = bottom;
    this.right = right;
  }

  /// A line above.
  public static Border top() {
    return new Hairline(ColorRole.LINE, true, false, false, false);
  }

  /// A line below.
  public static Border bottom() {
    return new Hairline(ColorRole.LINE, false, false, true, false);
  }

  /// A line to the left.
  public static Border left() {
    return new Hairline(ColorRole.LINE, false, true, false, false);
  }

  /// A line below in another colour, for banners and grids.
  public static Border bottom(ColorRole color) {
    return new Hairline(color, false, false, true, false);
  }

  @Override
  public void paintBorder(Component c, Graphics g, int x, int y, int width, int height) {
    g.setColor(Colors.of(color));
    if (top) {
      g.fillRect(x, y, width, 1);
    }
    if (left) {
      g.fillRect(x, y, 1, height);
    }
    if (bottom) {
      g.fillRect(x, y + height - 1, width, 1);
    }
    if (right) {
      g.fillRect(x + width - 1, y, 1, height);
    }
  }

  @Override
  public Insets getBorderInsets(Component c, Insets insets) {
    insets.set(top ? 1 : 0, left ? 1 : 0, bottom ? 1 : 0, right ? 1 : 0);
    return insets;
  }
}
