package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.settings.Settings;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.WindowPlace;
import org.junit.jupiter.api.Test;

class SettingsWindowMemoryTest {
  private final InMemoryStorage storage = new InMemoryStorage();

  @Test
  void thePlaceComesBackAsItWas() {
    WindowPlace place =
        new WindowPlace(12, 34, 1280, 800, true, 300, false, Theme.Choice.DARK, 1.25f);
    new SettingsWindowMemory(new Settings(storage.settings())).save(place);
    assertThat(new SettingsWindowMemory(new Settings(storage.settings())).load()).contains(place);
  }

  @Test
  void whatCannotBeReadIsForgotten() {
    assertThat(SettingsWindowMemory.parse("1 2 3")).isEmpty();
    assertThat(SettingsWindowMemory.parse("a b c d e f g h i")).isEmpty();
  }
}
