package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a command.
class CommandEndTest {
  /// What the JDK calls its threads that wait for the sockets of virtual threads.
  private static final String POLLER = "poller";

  @TempDir Path home;

  /// The JVM waits 0.3 s at its end for a thread that is in native code, as the poller of the JDK
  /// is, which starts when a virtual thread waits for a socket. Here the pool has listened on its
  /// idle link, which it does twice a second.
  @Test
  void noThreadIsLeftThatTheEndWouldWaitFor() throws Exception {
    PgDatabaseAddress server = PgFixture.shared().newDatabase();
    Process tusk =
        new JavaProcess(home)
            .with("PGPASSWORD", server.password())
            .start(
                EndingChild.class.getName(),
                "export",
                "--url",
                "postgresql://%s@%s:%d/%s?sslmode=disable"
                    .formatted(server.user(), server.host(), server.port(), server.database()),
                "--format",
                "csv",
                "select pg_sleep(2), 'all of it' as words");
    String said = new String(tusk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tusk.waitFor()).as(said).isZero();
    assertThat(said).contains(",all of it\n").containsPattern("left: .*last words");
    assertThat(said).doesNotContainIgnoringCase(POLLER);
  }

  /// The twin, which also shows that the thread is still called so.
  @Test
  void aVirtualThreadThatWaitedForASocketLeavesThePoller() throws Exception {
    Process twin = new JavaProcess(home).start(EndingChild.Polling.class.getName());
    String said = new String(twin.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(twin.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("left: .*last words").containsIgnoringCase(POLLER);
  }
}
