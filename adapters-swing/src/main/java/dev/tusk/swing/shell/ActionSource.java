package dev.tusk.swing.shell;

import dev.tusk.swing.kit.Glyph;
import dev.tusk.swing.kit.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Offers all enabled actions to the palette.
final class ActionSource implements PaletteSource {
  private static final Messages TEXT = Messages.of(ActionSource.class);
  private final ActionRegistry actions;

  ActionSource(ActionRegistry actions) {
    this.actions = actions;
  }

  private record Found(PaletteItem item, int score) {}

  @Override
  public String tab() {
    return TEXT.get("palette.commands");
  }

  @Override
  public String heading() {
    return TEXT.get("palette.commands");
  }

  @Override
  public List<PaletteItem> find(String query, int limit) {
    return actions.all().stream()
        .filter(a -> !a.id().startsWith("palette.") && a.enabled().getAsBoolean())
        .flatMap(a -> match(a, query).stream())
        .sorted(Comparator.comparingInt(Found::score).reversed())
        .limit(limit)
        .map(Found::item)
        .toList();
  }

  private Optional<Found> match(ActionSpec action, String query) {
    var detail = detail(action);
    var score =
        PaletteMatch.of(query, action.name())
            .map(PaletteMatch::score)
            .or(() -> PaletteMatch.of(query, detail).map(m -> m.score() - 500));
    return score.map(s -> new Found(item(action, detail), s));
  }

  private PaletteItem item(ActionSpec action, String detail) {
    var icon = action.icon() == null ? Glyph.CHEVRON_RIGHT : action.icon();
    var key = actions.keyText(action.id());
    return new PaletteItem(icon, action.name(), detail, key, action.run(), action.run());
  }

  private static String detail(ActionSpec action) {
    var menu = action.place() == null ? "" : TEXT.get("menu." + action.place().menu().name());
    if (menu.isEmpty() || action.detail().isEmpty()) {
      return menu + action.detail();
    }
    return menu + " · " + action.detail();
  }

  @Override
  public int size() {
    return (int) actions.all().stream().filter(a -> a.enabled().getAsBoolean()).count();
  }
}
