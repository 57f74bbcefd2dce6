package dev.tusk.swing.kit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@Requirement({"FR-020", "FR-021", "US6.1", "US6.2", "US6.3"})
class UiTasksTest {
  private final UiTasks ui = new UiTasks();

  @Test
  void workRunsOffTheEventThreadAndItsValueArrivesOnIt() throws Exception {
    var where = new CompletableFuture<List<Boolean>>();
    ui.run(
        ui::onEventThread,
        worked -> where.complete(List.of(worked, ui.onEventThread())),
        where::completeExceptionally);
    assertThat(where.get(60, TimeUnit.SECONDS)).containsExactly(false, true);
  }

  @Test
  void failureArrivesOnTheEventThread() throws Exception {
    var failure = new CompletableFuture<Exception>();
    ui.run(
        () -> {
          throw new IOException("no");
        },
        value -> {},
        e -> {
          assertThat(ui.onEventThread()).isTrue();
          failure.complete(e);
        });
    assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class).hasMessage("no");
  }

  @Test
  void cancelledWorkIsInterruptedAndDeliversNothing() throws Exception {
    var started = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    var delivered = new AtomicBoolean();
    var running =
        ui.run(
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
              return 1;
            },
            value -> delivered.set(true),
            e -> delivered.set(true));
    started.await();
    running.cancel();
    assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
    var after = new CompletableFuture<Void>();
    ui.later(() -> after.complete(null));
    after.get(60, TimeUnit.SECONDS);
    assertThat(delivered).isFalse();
  }

  @Test
  void overtakenProgressIsDroppedAndTheLastValueArrives() throws Exception {
    var seen = new CopyOnWriteArrayList<Integer>();
    var channel = ui.<Integer>newest(seen::add);
    var blocked = new CountDownLatch(1);
    ui.later(
        () -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 1; i <= 1000; i++) {
      channel.accept(i);
    }
    blocked.countDown();
    Awaitility.await().until(() -> seen.contains(1000));
    assertThat(seen).hasSizeLessThan(5);
  }

  @Test
  void blockingCallOnTheEventThreadIsRefused() throws Exception {
    UiTasks.requireOffEventThread();
    var refused = new CompletableFuture<Throwable>();
    ui.later(
        () -> {
          try {
            ui.requireBackground();
            refused.complete(new AssertionError("allowed"));
          } catch (IllegalStateException e) {
            refused.complete(e);
          }
        });
    assertThat(refused.get(60, TimeUnit.SECONDS)).hasMessageContaining("may block");
  }

  @Test
  void theTestDoubleKnowsWorkFromEventThreadToo() {
    var immediate = new ImmediateUi();
    assertThatIllegalStateException().isThrownBy(immediate::requireBackground);
    var inside = new ArrayList<Boolean>();
    immediate.run(
        () -> inside.add(immediate.onEventThread()),
        done -> inside.add(immediate.onEventThread()),
        e -> {});
    assertThat(inside).containsExactly(false, true);
  }

  @Test
  void watchdogNoticesABusyEventThread() {
    try (var watchdog = new EdtWatchdog()) {
      ui.later(
          () -> {
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Awaitility.await().until(() -> watchdog.worstMillis() >= 100);
      watchdog.reset();
    }
  }
}
