package dev.tusk.swing.kit;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import org.jspecify.annotations.Nullable;

/// A word or two on a small rounded ground.
public final class Chip extends JLabel {
  private Look look = Look.NEUTRAL;

  /// The kinds of chip.
  public enum Look {
    /// A value of an enum, a count.
    NEUTRAL(ColorRole.HOVER, ColorRole.TEXT2),
    /// An open transaction.
    INFO(ColorRole.ACCENT_SOFT, ColorRole.ACCENT_TEXT),
    /// Waiting, stale.
    WARN(ColorRole.WARN_SOFT, ColorRole.WARN),
    /// Failed; the SQLSTATE.
    DANGER(ColorRole.DANGER_SOFT, ColorRole.DANGER),
    /// Production, and nothing else.
    PRODUCTION(ColorRole.DANGER_FILL, ColorRole.ON_FILL);

    private final ColorRole ground;
    private final ColorRole text;

    Look(ColorRole ground, ColorRole text) {
      this.ground = ground;
      this.text = text;
    }

    /// The colour behind the text.
    public ColorRole ground() {
      return ground;
    }

    /// The colour of text and icon.
    public ColorRole text() {
      return text;
    }
  }

  /// A chip with a text.
  public Chip(String text, Look look) {
    setBorder(BorderFactory.createEmptyBorder(2, 6, 2, 6));
    setIconTextGap(6);
    show(null, text, look);
  }

  /// Changes everything it shows.
  public void show(@Nullable Glyph icon, String text, Look newLook) {
    look = newLook;
    SafeText.set(this, text);
    setIcon(icon == null ? null : Icons.of(icon, look.text, 14));
    Colors.foreground(this, look.text);
    (look == Look.PRODUCTION ? Fonts.SMALL_SEMIBOLD : Fonts.SMALL).set(this);
  }

  /// Shows figures and codes in the monospaced font.
  public Chip mono() {
    return Fonts.MONO_SMALL.set(this);
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.fillRound(g2, this, look.ground, 4);
    g2.dispose();
    super.paintComponent(g);
  }
}
