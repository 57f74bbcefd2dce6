package dev.tusk.swing.editor.cell;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.JPanel;

/// Paints an image as large as fits, never larger than it is; squares show where it is transparent.
final class PicturePane extends JPanel {
  private static final int SQUARE = 8;

  private final Picture picture;

  PicturePane(Picture picture, String name) {
    this.picture = picture;
    setFocusable(true);
    getAccessibleContext().setAccessibleName(name);
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(picture.width(), picture.height());
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    g2.setColor(Colors.of(ColorRole.CONTENT));
    g2.fillRect(0, 0, getWidth(), getHeight());
    var margin = 12;
    var scale =
        Math.min(
            1.0,
            Math.min(
                (getWidth() - 2.0 * margin) / picture.width(),
                (getHeight() - 2.0 * margin) / picture.height()));
    var width = Math.max(1, (int) Math.round(picture.width() * scale));
    var height = Math.max(1, (int) Math.round(picture.height() * scale));
    var x = (getWidth() - width) / 2;
    var y = (getHeight() - height) / 2;
    g2.clipRect(x, y, width, height);
    for (var down = 0; down < height; down += SQUARE) {
      for (var across = 0; across < width; across += SQUARE) {
        var even = (down + across) / SQUARE % 2 == 0;
        g2.setColor(Colors.of(even ? ColorRole.INSET : ColorRole.HOVER));
        g2.fillRect(x + across, y + down, SQUARE, SQUARE);
      }
    }
    g2.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g2.drawImage(picture.image(), x, y, width, height, null);
    g2.dispose();
  }
}
