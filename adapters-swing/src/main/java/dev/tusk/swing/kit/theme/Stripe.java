package dev.tusk.swing.kit.theme;

import java.awt.Color;
import java.awt.Graphics;

/// The colour that people gave something, as a bar at the left edge of what belongs to it.
public final class Stripe {
  private static final int WIDTH = 3;

  private Stripe() {}

  /// Paints it from `y` downwards.
  ///
  /// @param colour as `#rrggbb`; empty for none
  public static void paint(Graphics g, String colour, int y, int height) {
    if (!colour.isEmpty()) {
      g.setColor(Color.decode(colour));
      g.fillRect(0, y, Theme.px(WIDTH), height);
    }
  }
}
