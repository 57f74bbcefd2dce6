package dev.tusk.swing.kit.theme;

import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import javax.swing.Icon;

/// A turning ring for things that run. It shows the moment at which it is painted: whoever shows it
/// repaints it with the ticking time beside it, so that it needs no timer of its own.
public record Spinner(int size) implements Icon {
  private static final long TURN_MILLIS = 1000;

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    var g2 = (Graphics2D) g.create();
    Painting.smooth(g2);
    var side = Theme.px(size);
    var width = Theme.px(100) * 0.015f;
    g2.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g2.setColor(Colors.of(ColorRole.ACCENT_TEXT));
    var start = -360.0 * (System.currentTimeMillis() % TURN_MILLIS) / TURN_MILLIS;
    g2.draw(
        new Arc2D.Double(
            x + width, y + width, side - 2 * width, side - 2 * width, start, 290, Arc2D.OPEN));
    g2.dispose();
  }

  @Override
  public int getIconWidth() {
    return Theme.px(size);
  }

  @Override
  public int getIconHeight() {
    return Theme.px(size);
  }
}
