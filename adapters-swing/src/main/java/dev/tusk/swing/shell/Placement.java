package dev.tusk.swing.shell;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.Arrays;

/// Puts a window where it was, unless that screen is gone.
final class Placement {
  private static final int GRIP_PX = 100;

  private Placement() {}

  static void apply(Frame window, WindowPlace place) {
    if (place.x() >= 0 && place.y() >= 0 && reachable(place)) {
      window.setSize(place.width(), place.height());
      window.setLocation(place.x(), place.y());
    } else {
      var screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
      window.setSize(
          Math.min(place.width(), screen.width), Math.min(place.height(), screen.height));
      window.setLocationRelativeTo(null);
    }
    if (place.maximized()) {
      window.setExtendedState(Frame.MAXIMIZED_BOTH);
    }
  }

  /// Whether enough of the title bar is on a screen to take hold of it.
  private static boolean reachable(WindowPlace place) {
    var grip = new Rectangle(place.x(), place.y(), GRIP_PX, GRIP_PX / 2);
    return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices())
        .anyMatch(s -> s.getDefaultConfiguration().getBounds().contains(grip));
  }
}
