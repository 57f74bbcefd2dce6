package dev.tusk.swing.shell;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import org.jspecify.annotations.Nullable;

/// One piece of the status bar, owned by the feature that contributed it. Event thread only.
public interface StatusSegment {

  /// Shows this in place of what was there.
  void show(Content content);

  /// Takes it off the bar.
  void hide();

  /// Makes it a button; the newest handler counts.
  void onClick(Runnable handler);

  /// The two ends of the bar.
  enum Side {
    /// From the left edge inwards: connection, role, TLS, transaction, pool.
    LEFT,
    /// From the right edge inwards: memory, time zone, position, aggregate.
    RIGHT
  }

  /// How it is dressed.
  enum Tone {
    /// Plain text.
    PLAIN,
    /// A soft accent box, for an open transaction.
    INFO,
    /// Amber text.
    WARN,
    /// A soft red box.
    DANGER,
    /// White on red: production only.
    PRODUCTION,
    /// Monospaced plain text, for figures.
    FIGURES
  }

  /// What a segment shows.
  ///
  /// @param icon `null` for none
  /// @param iconColor `null` for the colour of the tone
  /// @param text plain text
  /// @param tip the tooltip, may be empty
  record Content(
      @Nullable Glyph icon, @Nullable ColorRole iconColor, String text, Tone tone, String tip) {

    /// Only words.
    public static Content of(String text) {
      return new Content(null, null, text, Tone.PLAIN, "");
    }

    /// An icon and words.
    public static Content of(Glyph icon, String text) {
      return new Content(icon, null, text, Tone.PLAIN, "");
    }

    /// The same with the icon in a colour.
    public Content iconColor(ColorRole color) {
      return new Content(icon, color, text, tone, tip);
    }

    /// The same in another tone.
    public Content tone(Tone other) {
      return new Content(icon, iconColor, text, other, tip);
    }

    /// The same with a tooltip.
    public Content tip(String words) {
      return new Content(icon, iconColor, text, tone, words);
    }
  }
}
