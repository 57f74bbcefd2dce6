package dev.tusk.swing.kit;

import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// A strip inside a panel that says what is wrong there, at least 40 px high; not modal.
public final class Banner extends JPanel {
  private final JLabel headline = SafeText.label("");
  private final JLabel rest = SafeText.label("");
  private final JPanel actions = new JPanel(new MigLayout("insets 0, gap 8"));

  /// How loud it is.
  public enum Level {
    /// A quiet note: recovered after a crash.
    INFO(ColorRole.CURLINE, ColorRole.ACCENT_LINE, ColorRole.ACCENT_TEXT, Glyph.INFO),
    /// Waiting, lost, stale.
    WARN(ColorRole.WARN_SOFT, ColorRole.WARN_LINE, ColorRole.WARN, Glyph.WARNING),
    /// Failed.
    DANGER(ColorRole.DANGER_SOFT, ColorRole.DANGER, ColorRole.DANGER, Glyph.ERROR_CIRCLE);

    private final ColorRole ground;
    private final ColorRole edge;
    private final ColorRole icon;
    private final Glyph glyph;

    Level(ColorRole ground, ColorRole edge, ColorRole icon, Glyph glyph) {
      this.ground = ground;
      this.edge = edge;
      this.icon = icon;
      this.glyph = glyph;
    }
  }

  /// An invisible banner.
  public Banner() {
    super(new MigLayout("insets 5 14 5 8, gap 8, hidemode 3", "", "[28!]"));
    actions.setOpaque(false);
    add(headline);
    add(rest, "wmin 0, pushx, growx");
    add(actions);
    Fonts.SEMIBOLD.set(headline);
    headline.setIconTextGap(8);
    setVisible(false);
  }

  /// Shows this in place of what was there.
  ///
  /// @param glyph `null` for the level's own
  /// @param words the sentence after the headline, may be empty
  public void show(
      Level level, @Nullable Glyph glyph, String title, String words, JButton... buttons) {
    Colors.background(this, level.ground);
    setBorder(Hairline.bottom(level.edge));
    headline.setIcon(Icons.of(glyph == null ? level.glyph : glyph, level.icon));
    SafeText.set(headline, title);
    SafeText.set(rest, words);
    // A narrow window cuts the line off.
    SafeText.tip(rest, words);
    actions.removeAll();
    for (var button : buttons) {
      actions.add(button);
    }
    setVisible(true);
    revalidate();
    repaint();
  }
}
