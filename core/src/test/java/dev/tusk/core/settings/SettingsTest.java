package dev.tusk.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.InMemoryStorage;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Settings settings = new Settings(storage.settings());

  @Test
  void theResultLimitIsAThousandUntilSet() {
    assertThat(settings.resultLimit()).isEqualTo(1_000);
  }

  @Test
  void theResultLimitOutlivesTheProgram() {
    settings.resultLimit(5_000);
    assertThat(new Settings(storage.settings()).resultLimit()).isEqualTo(5_000);
    settings.resultLimit(Long.MAX_VALUE);
    assertThat(new Settings(storage.settings()).resultLimit()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsNoNumberCountsAsNeverSet() {
    storage.settings().put("result.limit", "many");
    assertThat(new Settings(storage.settings()).resultLimit()).isEqualTo(1_000);
  }
}
