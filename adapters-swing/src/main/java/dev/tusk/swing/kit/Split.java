package dev.tusk.swing.kit;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JComponent;
import javax.swing.JPanel;

/// Two regions with a hairline between them that can be dragged. One keeps its size when the whole
/// grows; it can be hidden.
public final class Split extends JPanel {
  private static final int MINIMUM = 120;
  private static final int GRIP = 7;
  private final boolean columns;
  private final boolean keepFirst;
  private final Component first;
  private final Component second;
  private final Handle handle = new Handle();
  private int size;

  private Split(boolean columns, boolean keepFirst, Component first, Component second, int size) {
    super(null);
    this.columns = columns;
    this.keepFirst = keepFirst;
    this.first = first;
    this.second = second;
    this.size = size;
    add(handle);
    add(first);
    add(second);
  }

  /// Side by side; the left one keeps its width, in px of the design.
  public static Split columns(Component left, Component right, int leftWidth) {
    return new Split(true, true, left, right, leftWidth);
  }

  /// One above the other; the lower one keeps its height, in px of the design.
  public static Split rows(Component upper, Component lower, int lowerHeight) {
    return new Split(false, false, upper, lower, lowerHeight);
  }

  /// The size of the region that keeps it, in px of the design, also while it is hidden.
  public int keptSize() {
    return size;
  }

  /// Sets the size of the region that keeps it, in px of the design.
  public void keptSize(int pixels) {
    size = pixels;
    revalidate();
  }

  /// Shows or hides the region that keeps its size.
  public void showKept(boolean shown) {
    kept().setVisible(shown);
    revalidate();
    repaint();
  }

  private Component kept() {
    return keepFirst ? first : second;
  }

  @Override
  public boolean isOptimizedDrawingEnabled() {
    return false; // the handle lies over both regions
  }

  @Override
  public void doLayout() {
    var width = getWidth();
    var height = getHeight();
    handle.setVisible(first.isVisible() && second.isVisible());
    if (!handle.isVisible()) {
      first.setBounds(0, 0, width, height);
      second.setBounds(0, 0, width, height);
      return;
    }
    var all = columns ? width : height;
    var least = Theme.px(MINIMUM);
    var keep = Math.clamp(Theme.px(size), Math.min(least, all / 2), Math.max(all - least, all / 2));
    var at = keepFirst ? keep : all - keep;
    var grip = Theme.px(GRIP);
    if (columns) {
      first.setBounds(0, 0, at - 1, height);
      second.setBounds(at, 0, width - at, height);
      handle.setBounds(at - 1 - grip / 2, 0, grip, height);
    } else {
      first.setBounds(0, 0, width, at - 1);
      second.setBounds(0, at, width, height - at);
      handle.setBounds(0, at - 1 - grip / 2, width, grip);
    }
  }

  @Override
  public Dimension getPreferredSize() {
    var a = first.getPreferredSize();
    var b = second.getPreferredSize();
    return columns
        ? new Dimension(a.width + b.width, Math.max(a.height, b.height))
        : new Dimension(Math.max(a.width, b.width), a.height + b.height);
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, 0);
  }

  private final class Handle extends JComponent {
    Handle() {
      setCursor(
          Cursor.getPredefinedCursor(columns ? Cursor.E_RESIZE_CURSOR : Cursor.S_RESIZE_CURSOR));
      addMouseMotionListener(
          new MouseAdapter() {
            @Override
            public void mouseDragged(MouseEvent e) {
              drag(columns ? e.getX() + getX() : e.getY() + getY());
            }
          });
    }

    private void drag(int at) {
      var whole = columns ? Split.this.getWidth() : Split.this.getHeight();
      var pixels = keepFirst ? at : whole - at;
      keptSize(Math.round(pixels / Theme.zoom()));
    }

    @Override
    protected void paintComponent(Graphics g) {
      g.setColor(Colors.of(ColorRole.LINE));
      var middle = Theme.px(GRIP) / 2;
      if (columns) {
        g.fillRect(middle, 0, 1, getHeight());
      } else {
        g.fillRect(0, middle, getWidth(), 1);
      }
    }
  }
}
