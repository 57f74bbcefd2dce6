package dev.tusk.swing.kit;

import dev.tusk.swing.kit.task.UiTasks;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Makes pictures of windows and components by painting them, at any scale. The painting is on the
/// event thread, the writing is not.
public final class Screenshot {
  private Screenshot() {}

  /// Paints a window or a component as it is.
  ///
  /// @param scale pixels of the picture per pixel of the window: 1, or 2 for sharp displays
  public static BufferedImage of(Component component, int scale) {
    component.validate(); // what changed just now may not be laid out yet
    var image =
        new BufferedImage(
            component.getWidth() * scale,
            component.getHeight() * scale,
            BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.scale(scale, scale);
    paint(component, g);
    g.dispose();
    return image;
  }

  /// Lays out a component that is in no window at a size and paints it; works without a display.
  public static BufferedImage of(Component component, int width, int height, int scale) {
    component.setSize(width, height);
    component.addNotify();
    layOut(component);
    return of(component, scale);
  }

  /// Writes a PNG file; makes its folder if need be. Blocks.
  public static void write(BufferedImage image, Path file) throws IOException {
    UiTasks.requireOffEventThread();
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java has no writer for PNG");
    }
  }

  private static void paint(Component component, Graphics2D g) {
    if (component instanceof Window w && w.getComponentCount() > 0) {
      // the root pane has the decorations too
      w.getComponent(0).printAll(g);
    } else {
      component.printAll(g);
    }
  }

  private static void layOut(Component component) {
    component.doLayout();
    if (component instanceof Container c) {
      for (var child : c.getComponents()) {
        layOut(child);
      }
    }
  }
}
