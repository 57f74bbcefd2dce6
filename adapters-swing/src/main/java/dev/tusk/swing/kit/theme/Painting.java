package dev.tusk.swing.kit.theme;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Toolkit;
import java.awt.geom.RoundRectangle2D;
import java.util.Map;
import javax.swing.JComponent;

/// Drawing that several components share.
public final class Painting {
  private Painting() {}

  /// Switches on smooth edges.
  public static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /// Sets the desktop's way of drawing text.
  public static void text(Graphics2D g) {
    if (Toolkit.getDefaultToolkit().getDesktopProperty("awt.font.desktophints")
        instanceof Map<?, ?> hints) {
      g.addRenderingHints(hints);
    } else {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }
  }

  /// Fills a component's area with rounded corners.
  public static void fillRound(Graphics2D g, JComponent c, ColorRole color, int radius) {
    smooth(g);
    g.setColor(Colors.of(color));
    var arc = Theme.px(radius) * 2f;
    g.fill(new RoundRectangle2D.Float(0, 0, c.getWidth(), c.getHeight(), arc, arc));
  }

  /// Draws a 1 px outline with rounded corners just inside a component's area.
  public static void outline(Graphics2D g, JComponent c, ColorRole color, int radius) {
    smooth(g);
    g.setColor(Colors.of(color));
    var arc = Theme.px(radius) * 2f - 1;
    g.draw(new RoundRectangle2D.Float(.5f, .5f, c.getWidth() - 1f, c.getHeight() - 1f, arc, arc));
  }
}
