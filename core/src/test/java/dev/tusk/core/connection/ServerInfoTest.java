package dev.tusk.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerInfoTest {
  @Test
  void aNearServerMustShowSoonThatItLivesAndAFarOneHasMoreTime() {
    assertThat(away(Duration.ZERO).proof()).isEqualTo(Duration.ofMillis(500));
    assertThat(away(Duration.ofMillis(40)).proof()).isEqualTo(Duration.ofMillis(700));
    assertThat(away(Duration.ofSeconds(3)).proof()).isEqualTo(Duration.ofSeconds(2));
  }

  private static ServerInfo away(Duration latency) {
    return new ServerInfo(
        "18.1", 180001, "shop", "clerk", null, null, false, false, "UTC", latency);
  }
}
