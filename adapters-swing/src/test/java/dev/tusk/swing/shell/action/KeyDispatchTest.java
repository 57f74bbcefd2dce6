package dev.tusk.swing.shell.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyDispatchTest {
  private final ActionRegistry actions = new ActionRegistry(Keymap.tusk());
  private final KeyDispatch keys = new KeyDispatch(actions, c -> true);
  private final List<String> done = new ArrayList<>();
  private final JPanel grid = new JPanel();
  private final JPanel editor = new JPanel();
  private boolean running;

  @BeforeEach
  void bind() {
    KeyDispatch.context(grid, ActionContext.GRID);
    KeyDispatch.context(editor, ActionContext.EDITOR);
    for (var id : List.of(ActionIds.RUN, ActionIds.GRID_REFRESH, ActionIds.GRID_RECORD)) {
      actions.add(ActionSpec.of(id, id, () -> done.add(id)));
    }
    actions.add(ActionSpec.of(ActionIds.GRID_COPY, "Copy", () -> done.add(ActionIds.GRID_COPY)));
    actions.add(
        ActionSpec.of(ActionIds.CANCEL, "Stop", () -> done.add(ActionIds.CANCEL))
            .enabledWhen(() -> running));
  }

  @Test
  void sameKeyDoesWhatItsPlaceSays() {
    press(grid, KeyEvent.VK_F5, 0);
    press(editor, KeyEvent.VK_F5, 0);
    assertThat(done).containsExactly(ActionIds.GRID_REFRESH, ActionIds.RUN);
  }

  @Test
  void keyOfADisabledActionGoesToTheComponent() {
    assertThat(press(editor, KeyEvent.VK_ESCAPE, 0)).isFalse();
    running = true;
    assertThat(press(editor, KeyEvent.VK_ESCAPE, 0)).isTrue();
    assertThat(done).containsExactly(ActionIds.CANCEL);
  }

  @Test
  void characterOfAPerformedKeyIsNotTyped() {
    assertThat(press(grid, KeyEvent.VK_SPACE, 0)).isTrue();
    var typed = new KeyEvent(grid, KeyEvent.KEY_TYPED, 0, 0, KeyEvent.VK_UNDEFINED, ' ');
    assertThat(keys.dispatchKeyEvent(typed)).isTrue();
    press(grid, KeyEvent.VK_X, 0);
    assertThat(keys.dispatchKeyEvent(typed)).isFalse();
  }

  @Test
  void cellEditorKeepsTheKeysThatEditText() {
    var cell = new JTextField();
    grid.add(cell);
    assertThat(press(cell, KeyEvent.VK_SPACE, 0)).isFalse();
    assertThat(press(cell, KeyEvent.VK_C, InputEvent.CTRL_DOWN_MASK)).isFalse();
    assertThat(press(cell, KeyEvent.VK_F5, 0)).isTrue();
    assertThat(press(grid, KeyEvent.VK_C, InputEvent.CTRL_DOWN_MASK)).isTrue();
  }

  @Test
  void paletteKeepsAllItsKeys() {
    running = true;
    var palette = new JPanel();
    KeyDispatch.ownKeys(palette);
    assertThat(press(palette, KeyEvent.VK_ESCAPE, 0)).isFalse();
  }

  private boolean press(Component on, int code, int modifiers) {
    return keys.dispatchKeyEvent(
        new KeyEvent(on, KeyEvent.KEY_PRESSED, 0, modifiers, code, KeyEvent.CHAR_UNDEFINED));
  }
}
