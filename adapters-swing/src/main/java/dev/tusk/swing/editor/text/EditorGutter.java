package dev.tusk.swing.editor.text;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Spinner;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.Icon;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/// Left of the text: an icon for what became of a statement, line numbers, and the bar beside the
/// statement that would run. Event thread only.
final class EditorGutter extends JComponent {
  private final SqlTextArea area;
  private List<StatementMark> marks = List.of();
  private int firstLine = -1;
  private int lastLine = -1;
  private int running = -1;
  private int digits = 2;

  EditorGutter(SqlTextArea area) {
    this.area = area;
    setOpaque(true);
    setFocusable(false);
    SafeText.tip(this, "");
    area.addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            fit();
          }
        });
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            area.goTo(lineAt(e.getY()) + 1);
            area.requestFocusInWindow();
          }
        });
  }

  /// Puts the bar beside these lines, from 0; -1 for none.
  void statement(int first, int last) {
    if (first != firstLine || last != lastLine) {
      firstLine = first;
      lastLine = last;
      repaint();
    }
  }

  /// Turns a spinner beside a line, from 0; -1 for none.
  void running(int line) {
    if (running >= 0 || line >= 0) {
      running = line;
      repaint();
    }
  }

  void marks(List<StatementMark> now) {
    marks = List.copyOf(now);
    repaint();
  }

  void fit() {
    var needed = Math.max(2, String.valueOf(area.getLineCount()).length());
    if (needed != digits) {
      digits = needed;
    }
    revalidate();
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    var figure = getFontMetrics(Fonts.MONO_SMALL.get()).charWidth('0');
    return new Dimension(
        Theme.px(46) + figure * digits, Math.max(area.getHeight(), area.getPreferredSize().height));
  }

  @Override
  public @Nullable String getToolTipText(MouseEvent e) {
    var line = lineAt(e.getY());
    return marks.stream()
        .filter(m -> m.line(area) == line)
        .findFirst()
        .map(m -> SafeText.plain(m.tip()))
        .orElse(null);
  }

  private int lineAt(int y) {
    return Math.clamp((y - area.getInsets().top) / area.getLineHeight(), 0, area.getLineCount());
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    var clip = g2.getClipBounds();
    g2.setColor(Colors.of(ColorRole.CONTENT));
    g2.fillRect(clip.x, clip.y, clip.width, clip.height);
    var height = area.getLineHeight();
    var top = area.getInsets().top;
    var current = area.getCaretLineNumber();
    g2.setColor(Colors.of(ColorRole.CURLINE));
    g2.fillRect(0, top + current * height, getWidth(), height);
    var first = lineAt(clip.y);
    var last = Math.min(area.getLineCount() - 1, lineAt(clip.y + clip.height));
    g2.setFont(Fonts.MONO_SMALL.get());
    var metrics = g2.getFontMetrics();
    var right = getWidth() - Theme.px(10);
    var baseline = (height - metrics.getHeight()) / 2 + metrics.getAscent();
    for (var line = first; line <= last; line++) {
      g2.setColor(Colors.of(line == current ? ColorRole.TEXT : ColorRole.TEXT3));
      var number = String.valueOf(line + 1);
      g2.drawString(number, right - metrics.stringWidth(number), top + line * height + baseline);
    }
    g2.setColor(Colors.of(ColorRole.GRIDLINE));
    g2.fillRect(getWidth() - 1, clip.y, 1, clip.height);
    if (firstLine >= 0) {
      g2.setColor(Colors.of(ColorRole.ACCENT));
      g2.fillRect(
          getWidth() - Theme.px(3),
          top + firstLine * height,
          Theme.px(3),
          (lastLine - firstLine + 1) * height);
    }
    for (var mark : marks) {
      icon(g2, Icons.of(mark.glyph(), mark.color()), top + mark.line(area) * height);
    }
    if (running >= 0) {
      icon(g2, new Spinner(16), top + running * height);
    }
    g2.dispose();
  }

  private void icon(Graphics2D g, Icon icon, int y) {
    icon.paintIcon(this, g, Theme.px(8), y + (area.getLineHeight() - icon.getIconHeight()) / 2);
  }
}
