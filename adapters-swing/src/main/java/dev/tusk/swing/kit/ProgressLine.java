package dev.tusk.swing.kit;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.Graphics;
import javax.swing.JComponent;
import javax.swing.Timer;

/// A line of two pixels that runs while something runs; it keeps its place when it rests.
public final class ProgressLine extends JComponent {
  private final Timer timer = new Timer(33, e -> step());
  private int position;

  /// A resting line.
  public ProgressLine() {
    setOpaque(false);
  }

  /// Starts or stops it.
  public void run(boolean running) {
    if (running == timer.isRunning()) {
      return;
    }
    position = 0;
    if (running) {
      timer.start();
    } else {
      timer.stop();
    }
    repaint();
  }

  @Override
  public void removeNotify() {
    timer.stop();
    super.removeNotify();
  }

  private void step() {
    position = (position + 2) % 140;
    repaint();
  }

  @Override
  protected void paintComponent(Graphics g) {
    if (timer.isRunning()) {
      g.setColor(Colors.of(ColorRole.ACCENT));
      var part = getWidth() / 5;
      g.fillRect(getWidth() * (position - 20) / 100, 0, part, getHeight());
    }
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(Theme.px(100), Theme.px(2));
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, Theme.px(2));
  }
}
