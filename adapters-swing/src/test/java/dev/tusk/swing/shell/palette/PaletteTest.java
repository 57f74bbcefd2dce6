package dev.tusk.swing.shell.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.Keymap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private final ActionRegistry actions = new ActionRegistry(Keymap.tusk());

  @Test
  void startOfTextBeatsStartOfWordBeatsInside() {
    assertThat(List.of(score("exp", "Explain"), score("exp", "order_expenses")))
        .isSortedAccordingTo((a, b) -> b - a);
    assertThat(score("exp", "order_expenses")).isGreaterThan(score("exp", "regexpression"));
  }

  @Test
  void initialsMatchInOrder() {
    assertThat(PaletteMatch.of("eas", "Explain analyze statement").orElseThrow().positions())
        .containsExactly(0, 8, 16);
    assertThat(PaletteMatch.of("sea", "Explain analyze statement")).isEmpty();
  }

  @Test
  void matchedLettersAreTheOnesOfTheWordThatFits() {
    assertThat(PaletteMatch.of("exp", "shop.order_expenses").orElseThrow().positions())
        .containsExactly(11, 12, 13);
  }

  @Test
  void disabledActionsAreNotOffered() {
    actions.add(ActionSpec.of("a", "Export", () -> {}));
    actions.add(ActionSpec.of("b", "Export all", () -> {}).enabledWhen(() -> false));
    assertThat(new ActionSource(actions).find("exp", 10))
        .extracting(PaletteItem::title)
        .containsExactly("Export");
  }

  @Test
  void rowsStandUnderTheirHeadingsAndTabsNarrowThem() {
    actions.add(ActionSpec.of("a", "Explain", () -> {}));
    var model = new PaletteModel(List.of(new ActionSource(actions), new Tables()));
    assertThat(model.tabs()).containsExactly("All", "Commands", "Tables");
    assertThat(model.rows("All", "exp")).hasSize(4);
    assertThat(model.rows("Tables", "exp"))
        .hasSize(2)
        .first()
        .isEqualTo(new PaletteModel.Heading("Tables and views"));
    assertThat(model.rows("All", "nothing like it")).isEmpty();
  }

  private static int score(String query, String text) {
    return PaletteMatch.of(query, text).orElseThrow().score();
  }

  private static final class Tables implements PaletteSource {
    @Override
    public String tab() {
      return "Tables";
    }

    @Override
    public String heading() {
      return "Tables and views";
    }

    @Override
    public List<PaletteItem> find(String query, int limit) {
      return PaletteMatch.of(query, "expenses").isEmpty()
          ? List.of()
          : List.of(PaletteItem.of(Glyph.TABLE, "expenses", "", () -> {}));
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
