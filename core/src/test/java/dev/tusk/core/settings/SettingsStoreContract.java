package dev.tusk.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [SettingsStore] does.
public interface SettingsStoreContract {
  /// A store without settings.
  SettingsStore store();

  @Test
  default void settingsComeBackExactly() {
    SettingsStore store = store();
    store.put("theme", "dark");
    store.put("a key; 'x' 🐘", "");
    store.put("long", "é🐘\r\n".repeat(10_000));

    assertThat(store.all())
        .containsOnly(
            entry("theme", "dark"),
            entry("a key; 'x' 🐘", ""),
            entry("long", "é🐘\r\n".repeat(10_000)));
  }

  @Test
  default void keysDifferInCase() {
    SettingsStore store = store();
    store.put("Key", "1");
    store.put("key", "2");

    assertThat(store.all()).containsOnly(entry("Key", "1"), entry("key", "2"));
  }

  @Test
  default void puttingAgainReplacesTheValue() {
    SettingsStore store = store();
    store.put("theme", "dark");
    store.put("theme", "light");

    assertThat(store.all()).containsOnly(entry("theme", "light"));
  }

  @Test
  default void removedSettingIsGoneAndRemovingTwiceIsNoError() {
    SettingsStore store = store();
    store.put("theme", "dark");

    store.remove("theme");
    store.remove("theme");

    assertThat(store.all()).isEmpty();
  }

  @Test
  default void whatWasReadDoesNotChangeLater() {
    SettingsStore store = store();
    store.put("theme", "dark");
    Map<String, String> read = store.all();

    store.put("theme", "light");

    assertThat(read).containsOnly(entry("theme", "dark"));
  }
}
