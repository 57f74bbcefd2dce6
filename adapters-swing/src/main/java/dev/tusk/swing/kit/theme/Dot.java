package dev.tusk.swing.kit.theme;

import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import javax.swing.Icon;

/// A dot, 8 px wide in a 12 px box.
///
/// @param filled whether it is more than a ring
record Dot(ColorRole color, boolean filled) implements Icon {
  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    var g2 = (Graphics2D) g.create();
    Painting.smooth(g2);
    g2.setColor(Colors.of(color));
    var inset = Theme.px(2);
    var size = Theme.px(8);
    if (filled) {
      g2.fill(new Ellipse2D.Float(x + inset, y + inset, size, size));
    } else {
      var line = Theme.px(3) / 2f;
      g2.setStroke(new BasicStroke(line));
      var half = line / 2;
      g2.draw(new Ellipse2D.Float(x + inset + half, y + inset + half, size - line, size - line));
    }
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
