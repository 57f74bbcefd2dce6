package dev.tusk.swing.shell.palette;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.action.ActionSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Offers all enabled actions to the palette.
public final class ActionSource implements PaletteSource {
  /// The tab and the heading of the actions.
  public static final String COMMANDS = Messages.of(ActionSource.class).get("commands");

  private final ActionRegistry actions;

  /// Offers what the registry knows at the moment of asking.
  public ActionSource(ActionRegistry actions) {
    this.actions = actions;
  }

  private record Found(PaletteItem item, int score) {}

  @Override
  public String tab() {
    return COMMANDS;
  }

  @Override
  public String heading() {
    return COMMANDS;
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
    var menu = action.place() == null ? "" : action.place().menu().title();
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
