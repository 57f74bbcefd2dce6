package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Chooses the colour of an enum's dot: by what the word means where that is plain, else always the
/// same one for the same word.
final class EnumColors {
  private static final Set<String> GOOD =
      Set.of("delivered", "done", "completed", "active", "ok", "success", "succeeded", "captured");
  private static final Set<String> WAITING =
      Set.of("pending", "waiting", "new", "open", "draft", "queued", "authorized", "on_hold");
  private static final Set<String> BAD =
      Set.of("failed", "error", "cancelled", "canceled", "rejected", "declined", "blocked");
  private static final List<ColorRole> OTHERS =
      List.of(ColorRole.TEAL, ColorRole.ACCENT_TEXT, ColorRole.VIOLET);

  private EnumColors() {}

  static ColorRole of(String label) {
    var word = label.toLowerCase(Locale.ROOT);
    if (GOOD.contains(word)) {
      return ColorRole.OK;
    }
    if (WAITING.contains(word)) {
      return ColorRole.WARN;
    }
    if (BAD.contains(word)) {
      return ColorRole.DANGER;
    }
    return OTHERS.get(Math.floorMod(word.hashCode(), OTHERS.size()));
  }
}
