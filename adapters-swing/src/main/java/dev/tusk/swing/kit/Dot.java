package dev.tusk.swing.kit;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import javax.swing.Icon;

/// A filled dot, 8 px wide in a 12 px box.
record Dot(ColorRole color) implements Icon {
  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    var g2 = (Graphics2D) g.create();
    Painting.smooth(g2);
    g2.setColor(Colors.of(color));
    var inset = Theme.px(2);
    var size = Theme.px(8);
    g2.fill(new Ellipse2D.Float(x + inset, y + inset, size, size));
    g2.dispose();
  }

  @Override
  public int getIconWidth() {
    return Theme.px(12);
  }

  @Override
  public int getIconHeight() {
    return Theme.px(12);
  }
}
