package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Sessions that a borrower forgets come back, and the log says whose they were.
@Requirement({"FR-010", "FR-013"})
class LeakWatchTest {
  private static final int LEAKS = 100;
  private static final int ROOM = 25;
  private final Logger logger = (Logger) LoggerFactory.getLogger(LeakWatch.class.getName());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final PgDatabaseAddress address = PgFixture.shared().address("postgres");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  @Test
  void everyLostSessionIsReportedWithItsBorrowerAndItsPlaceIsFreeAgain() {
    try (ConnectionPool pool =
        Servers.pool(address, ConnectionOptions.DEFAULTS.withMaxSessions(ROOM))) {
      for (int leaked = 0; leaked < LEAKS; leaked += ROOM) {
        for (int i = 0; i < ROOM; i++) {
          lose(pool, "tab " + (leaked + i));
        }
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(5))
            .until(
                () -> {
                  System.gc();
                  return pool.status().inUse() == 0;
                });
      }
      try (Session next = Servers.lease(pool)) {
        assertThat(Servers.value(next, "select 1")).isEqualTo("1");
      }
    }
    List<ILoggingEvent> reports = List.copyOf(log.list);
    Figure.exactly("leaks_reported", reports.size(), LEAKS);
    for (int i = 0; i < LEAKS; i++) {
      String holder = "\"tab " + i + "\"";
      assertThat(reports)
          .anySatisfy(
              report -> {
                assertThat(report.getFormattedMessage()).contains(holder);
                assertThat(report.getThrowableProxy().getStackTraceElementProxyArray())
                    .anySatisfy(
                        frame ->
                            assertThat(frame.getStackTraceElement().getMethodName())
                                .isEqualTo("lose"));
              });
    }
    assertThat(reports)
        .noneSatisfy(
            report ->
                assertThat(report.getFormattedMessage() + report.getThrowableProxy().getMessage())
                    .contains(address.password()));
  }

  @Test
  void aSessionThatIsHeldOrGivenBackIsNotReported() {
    try (ConnectionPool pool =
            Servers.pool(address, ConnectionOptions.DEFAULTS.withMaxSessions(ROOM));
        Session held = Servers.lease(pool)) {
      for (int i = 0; i < 20; i++) {
        Servers.lease(pool).close();
        System.gc();
      }
      assertThat(Servers.value(held, "select 1")).isEqualTo("1");
      assertThat(pool.status().inUse()).isEqualTo(1);
    }
    System.gc();
    assertThat(log.list).isEmpty();
  }

  /// What is left of a session that went home must not touch who has its link now.
  @Test
  void aSessionThatWentHomeLeavesTheNextBorrowerAloneWhenItIsCollected() throws Exception {
    Set<Integer> processes = new HashSet<>();
    try (ConnectionPool pool =
        Servers.pool(address, ConnectionOptions.DEFAULTS.withMaxSessions(1))) {
      for (int round = 0; round < 5; round++) {
        WeakReference<Session> home = leaseAndGiveBack(pool);
        try (Session next = Servers.lease(pool)) {
          processes.add(next.backendPid());
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(5))
              .until(
                  () -> {
                    System.gc();
                    return home.refersTo(null);
                  });
          // The watch hears of it on a thread of its own, and says nothing then.
          TimeUnit.MILLISECONDS.sleep(30);
          assertThat(next.isOpen()).isTrue();
          assertThat(Servers.value(next, "select 1")).isEqualTo("1");
        }
      }
    }
    Figure.exactly("processes_beside_collected_sessions", processes.size(), 1);
    assertThat(log.list).isEmpty();
  }

  private static WeakReference<Session> leaseAndGiveBack(ConnectionPool pool) {
    Session session = Servers.lease(pool);
    session.close();
    return new WeakReference<>(session);
  }

  private static void lose(ConnectionPool pool, String holder) {
    assertThat(pool.lease(holder, Cancellation.create()).isOpen()).isTrue();
  }
}
