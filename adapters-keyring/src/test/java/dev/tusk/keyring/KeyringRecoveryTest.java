package dev.tusk.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real keyring, falling silent, dying and coming back under a program that goes on.
class KeyringRecoveryTest {
  private static final int WARM_MILLIS = 500;

  @TempDir Path home;

  @BeforeEach
  void needsAKeyring() {
    assumeThat(KeyringFixture.missing()).isEmpty();
  }

  @Requirement({"FR-019a", "E-14"})
  @Test
  void passwordThatHadToWaitIsOfferedAndNeverMovedSilently() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      tusk.ask("store warm up");
      keyring.freeze();
      Figure.atMost(
          "keyring_waits_store_ms", (double) tusk.ask("store shop s3cret").millis(), WARM_MILLIS);
      assertThat(tusk.ask("warning").text()).contains("did not answer");
      assertThat(tusk.ask("retrieve shop").text()).isEqualTo("s3cret");
      assertThat(tusk.ask("savable").text()).as("offered while silent").isEqualTo("0");

      keyring.thaw();

      await().atMost(Duration.ofSeconds(60)).until(() -> tusk.ask("savable").text().equals("1"));
      assertThat(tusk.ask("place shop").text()).as("not moved").isEqualTo("SESSION");
      try (RunningChild other = RunningChild.start(keyring, home)) {
        assertThat(other.ask("exists shop").text()).as("not moved").isEqualTo("false");
        assertThat(tusk.ask("saveall").text()).isEqualTo("0");
        assertThat(tusk.ask("place shop").text()).isEqualTo("KEYRING");
        assertThat(tusk.ask("savable").text()).isEqualTo("0");
        assertThat(other.ask("retrieve shop").text()).isEqualTo("s3cret");
      }
    }
  }

  @Requirement({"FR-019", "E-14"})
  @Test
  void keyringThatDiedAndCameBackIsUsedAgain() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      tusk.ask("store shop s3cret");
      assertThat(tusk.ask("naive-retrieve shop").text()).isEqualTo("s3cret");
      keyring.freeze();
      tusk.tell("store other second");
      Thread.sleep(100);
      keyring.kill();
      tusk.hear();
      assertThat(tusk.ask("retrieve other").text()).isEqualTo("second");
      assertThat(tusk.ask("warning").text()).isNotEmpty();

      keyring.unlock();

      assertThat(tusk.ask("saveall").text()).isEqualTo("0");
      assertThat(tusk.ask("retrieve shop").text()).isEqualTo("s3cret");
      assertThat(tusk.ask("naive-retrieve shop").text())
          .as("the twin keeps its dead connection")
          .isNotEqualTo("s3cret");
    }
  }

  @Requirement({"FR-017", "E-14"})
  @Test
  void successThatStoredNothingIsFoundByReadingBack() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      tusk.ask("store shop old");
    }
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.LOCKED, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      assertThat(tusk.ask("naive-store shop new").text())
          .as("the library reports success")
          .isEqualTo("stored");
      tusk.ask("store shop new");
      assertThat(tusk.ask("warning").text()).contains("session only");
      assertThat(tusk.ask("retrieve shop").text()).isEqualTo("new");
    }
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      assertThat(tusk.ask("retrieve shop").text())
          .as("the twin without reading back has lost it in silence")
          .isEqualTo("old");
    }
  }

  @Requirement({"C-20", "C-17"})
  @Test
  void labelsAttributesAndTheBusItselfHoldNoSecret() throws Exception {
    Canary canary = Canary.fresh();
    Path traffic = home.resolve("traffic.pcap");
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home)) {
      ProcessBuilder monitor = new ProcessBuilder("dbus-monitor", "--session", "--pcap");
      keyring.applyTo(monitor);
      Process listening =
          monitor
              .redirectOutput(traffic.toFile())
              .redirectError(home.resolve("m").toFile())
              .start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(traffic) && Files.size(traffic) > 0);
      try (RunningChild tusk = RunningChild.start(keyring, home)) {
        tusk.ask("store shop " + canary.text());
        tusk.ask("store shop " + canary.text() + "2");
        assertThat(tusk.ask("retrieve shop").text()).startsWith(canary.text());
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(traffic) > 1_000);
      Thread.sleep(200); // so that the last of it is there as well
      listening.destroy();
      listening.waitFor();
      assertThat(Files.size(traffic)).as("something was heard").isGreaterThan(1_000);
      Figure.exactly("keyring_bus_hits", Sweeper.of(canary).file(traffic).hits().size(), 0);

      ProcessBuilder search =
          new ProcessBuilder("secret-tool", "search", "--all", "service", "dev.tusk");
      keyring.applyTo(search);
      Process found = search.redirectErrorStream(true).start();
      String described =
          new String(
              found.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(described).contains("secret = " + canary.text(), "attribute.service = dev.tusk");
      String others =
          String.join(
              "\n", described.lines().filter(line -> !line.startsWith("secret = ")).toList());
      assertThat(Sweeper.of(canary).text("label and attributes", others).hits()).isEmpty();
    }
  }
}
