package dev.tusk.swing.shell;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import org.jspecify.annotations.Nullable;

/// What a status segment looks like.
final class SegmentLabel extends JLabel {
  private @Nullable ColorRole ground;
  private @Nullable Runnable handler;

  SegmentLabel() {
    setIconTextGap(8);
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (handler != null) {
              handler.run();
            }
          }
        });
  }

  boolean boxed() {
    return ground != null;
  }

  void onClick(Runnable newHandler) {
    handler = newHandler;
    setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
  }

  void show(StatusSegment.Content content) {
    SafeText.set(this, content.text());
    SafeText.tip(this, content.tip());
    var text =
        switch (content.tone()) {
          case PLAIN -> ColorRole.TEXT2;
          case FIGURES -> ColorRole.TEXT;
          case INFO -> ColorRole.ACCENT_TEXT;
          case WARN -> ColorRole.WARN;
          case DANGER -> ColorRole.DANGER;
          case PRODUCTION -> ColorRole.ON_FILL;
        };
    ground =
        switch (content.tone()) {
          case PLAIN, FIGURES, WARN -> null;
          case INFO -> ColorRole.ACCENT_SOFT;
          case DANGER -> ColorRole.DANGER_SOFT;
          case PRODUCTION -> ColorRole.DANGER_FILL;
        };
    Colors.foreground(this, text);
    font(content.tone()).set(this);
    var glyph = content.icon();
    var color = content.iconColor() == null ? text : content.iconColor();
    if (glyph == null) {
      setIcon(null);
    } else {
      setIcon(glyph == Glyph.DOT ? Icons.dot(color) : Icons.of(glyph, color, 14));
    }
    setBorder(BorderFactory.createEmptyBorder(0, boxed() ? 6 : 0, 0, boxed() ? 6 : 0));
  }

  private static Fonts font(StatusSegment.Tone tone) {
    return switch (tone) {
      case FIGURES -> Fonts.MONO_SMALL;
      case PRODUCTION -> Fonts.SMALL_SEMIBOLD;
      case PLAIN, INFO, WARN, DANGER -> Fonts.SMALL;
    };
  }

  @Override
  protected void paintComponent(Graphics g) {
    if (ground != null) {
      var g2 = (Graphics2D) g.create();
      Painting.fillRound(g2, this, ground, 4);
      g2.dispose();
    }
    super.paintComponent(g);
  }
}
