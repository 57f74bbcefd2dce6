package dev.tusk.swing.shell.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionRegistryTest {
  private final ActionRegistry actions = new ActionRegistry(Keymap.tusk());

  @Test
  void defaultKeymapHasOneActionPerKeyAndContext() {
    assertThatNoException()
        .isThrownBy(() -> Keymap.tusk().keys().keySet().forEach(id -> actions.add(action(id))));
    assertThat(actions.all()).hasSizeGreaterThan(60);
  }

  @Test
  void eachKnownActionHasAKey() throws IllegalAccessException {
    var keymap = Keymap.tusk();
    for (var field : ActionIds.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.getName().equals("TAB_N")) {
        var id = (String) field.get(null);
        if (!id.equals(ActionIds.THEME)) {
          assertThat(keymap.of(id)).as(id).isNotEmpty();
        }
      }
    }
  }

  @Test
  void secondActionOnAKeyIsRefusedWithBothNames() {
    actions.add(action("one").key(ActionContext.GRID, "menu 5"));
    assertThatIllegalStateException()
        .isThrownBy(() -> actions.add(action("two").key(ActionContext.GRID, "menu 5")))
        .withMessageContaining("one")
        .withMessageContaining("two");
  }

  @Test
  void sameKeyInAnotherContextIsAllowed() {
    actions.add(action("one").key(ActionContext.GRID, "menu 5"));
    actions.add(action("two").key(ActionContext.TREE, "menu 5"));
    var key = Keys.parse("menu 5");
    assertThat(actions.find(ActionContext.TREE, key)).hasValueSatisfying(a -> named(a, "two"));
    assertThat(actions.find(ActionContext.EDITOR, key)).isEmpty();
  }

  @Test
  void keymapWinsOverAnActionsOwnKey() {
    actions.add(action(ActionIds.RUN).key(ActionContext.EDITOR, "F2"));
    assertThat(actions.find(ActionContext.EDITOR, Keys.parse("F2"))).isEmpty();
    assertThat(actions.keyText(ActionIds.RUN)).isEqualTo("Ctrl+Enter");
  }

  @Test
  void disabledActionIsNotPerformed() {
    var runs = new ArrayList<String>();
    actions.add(ActionSpec.of("on", "On", () -> runs.add("on")));
    actions.add(ActionSpec.of("off", "Off", () -> runs.add("off")).enabledWhen(() -> false));
    assertThat(List.of(actions.perform("on"), actions.perform("off"), actions.perform("none")))
        .containsExactly(true, false, false);
    assertThat(runs).containsExactly("on");
  }

  @Test
  void keysReadWell() {
    assertThat(Keys.text(Keys.parse("ctrl shift PAGE_DOWN"))).isEqualTo("Ctrl+Shift+PgDn");
    assertThat(Keys.text(Keys.parse("alt 1"))).isEqualTo("Alt+1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.parse("strg X"))
        .withMessageContaining("write for example");
  }

  @Test
  void keymapLineWithoutAContextIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keymap.parse(new StringReader("query.run = F5")))
        .withMessageContaining("query.run");
  }

  private static void named(ActionSpec action, String id) {
    assertThat(action.id()).isEqualTo(id);
  }

  private static ActionSpec action(String id) {
    return ActionSpec.of(id, id, () -> {});
  }
}
