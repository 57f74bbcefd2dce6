package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.core.port.CredentialPort;
import dev.tusk.core.port.StoragePort;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.window.ComponentThreadGuard;
import dev.tusk.harness.window.EventThreadWatch;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.time.Duration;
import javax.swing.JFrame;
import javax.swing.JLabel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// That the watches over the window do see what they are there to see.
class EventThreadGuardTest {
  private final Walker walker = new Walker();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  @Requirement({"FR-020", "FR-021"})
  void aCallOfAnAdapterOnTheEventThreadIsSeen() {
    EventThreadGuard guard = new EventThreadGuard();
    StoragePort storage = guard.fit(StoragePort.class, new InMemoryStorage());
    CredentialPort credentials = guard.fit(CredentialPort.class, new InMemoryCredentials());
    assertThat(storage.connections().all()).isEmpty();
    assertThat(guard.violations()).isEmpty();
    assertThat(guard.calls()).isEqualTo(1);

    var _ = walker.ask(() -> storage.connections().all());
    var _ = walker.ask(() -> credentials.credentials().warning());

    assertThat(guard.violations()).hasSize(1);
    assertThat(guard.violations().getFirst()).startsWith("ConnectionStore.all");
  }

  @Test
  @Requirement({"FR-021", "SC-006"})
  void aComponentTouchedByAForeignThreadIsSeen() throws Exception {
    JLabel label = walker.ask(JLabel::new);
    JFrame frame = walker.ask(() -> shown(label));
    try (ComponentThreadGuard guard = walker.ask(ComponentThreadGuard::install)) {
      var _ = walker.ask(() -> changed(label, "on the event thread"));
      label.repaint(); // allowed on any thread
      assertThat(guard.violations()).isEmpty();
      assertThat(changed(label, "elsewhere")).isTrue();
      assertThat(guard.violations()).isNotEmpty();
    } finally {
      EventQueue.invokeLater(frame::dispose);
    }
  }

  @Test
  @Requirement({"SC-006", "E-4"})
  void aStallOfTheEventThreadIsMeasuredWithItsPlace() throws Exception {
    try (EventThreadWatch watch = new EventThreadWatch()) {
      Thread.sleep(100);
      EventQueue.invokeLater(EventThreadGuardTest::stall);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                EventThreadWatch.Delays delays = watch.take();
                assertThat(delays.max()).isGreaterThan(200);
                assertThat(delays.where()).contains("stall");
              });
    }
  }

  private static void stall() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static JFrame shown(JLabel label) {
    JFrame frame = new JFrame();
    frame.add(label);
    frame.setSize(300, 100);
    frame.setVisible(true);
    return frame;
  }

  private static boolean changed(JLabel label, String text) {
    label.setText(text);
    return true;
  }
}
