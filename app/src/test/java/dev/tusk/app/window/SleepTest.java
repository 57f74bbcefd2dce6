package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A laptop sleeps while its links die, and wakes up, at last in another network: the real program
/// in a process of its own is stopped for longer than the others have patience. Its tab is back
/// within a second, its window is never frozen, and nothing is run again.
///
/// In the other network the name of the server leads to another address.
@Requirement({"E-16", "SC-006"})
class SleepTest {
  private static final long ASLEEP_MS = 6_000;
  private static final String NAME = "db.home";

  @TempDir Path home;
  private final FirstSuccesses successes = new FirstSuccesses();

  @Test
  void aLaptopWakesUpAndItsTabIsBack() throws Exception {
    String display = System.getenv("DISPLAY");
    assumeFalse(display == null || display.isEmpty(), "needs a display: set DISPLAY");
    InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
    Path hosts = home.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 localhost " + NAME + "\n");
    try (PgFixture server = PgFixture.start(PgFixture.NEWEST, ServerOptions.throwaway())) {
      PgDatabaseAddress database = server.newDatabase();
      try (ServerView view = new ServerView(database);
          FaultProxy link = new FaultProxy(database.host(), database.port());
          FaultProxy other =
              new FaultProxy(database.host(), database.port(), elsewhere, link.port())) {
        view.execute("create sequence drawn");
        view.execute("create table orders (number bigint, what text)");
        Process tusk =
            new JavaProcess(home)
                .with("DISPLAY", display)
                .flag("-Djdk.net.hosts.file=" + hosts)
                .flag("-Dsun.net.inetaddr.ttl=0") // a night is longer than any cache
                .start(SleepingChild.class.getName(), home.resolve("data").toString());
        try (BufferedReader said = tusk.inputReader(StandardCharsets.UTF_8)) {
          Laptop laptop = new Laptop(tusk, said, database);
          laptop.hear(
              "postgresql://%s:%s@%s:%d/%s"
                  .formatted(
                      database.user(),
                      database.password(),
                      NAME,
                      link.port(),
                      database.database()));
          laptop.sleeps(
              "idle",
              () -> {
                view.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
                await("the end of its sessions")
                    .atMost(Walker.LIMIT)
                    .until(() -> view.sessions() == 0);
              });
          laptop.sleeps("forgotten", link::halfOpen);
          laptop.sleeps(
              "in_flight",
              () ->
                  await("the statement")
                      .atMost(Walker.LIMIT)
                      .until(() -> view.running("in flight") == 1),
              () -> {
                assertThat(view.running("in flight")).isEqualTo(1);
                link.resetPeer();
              });
          int before = other.accepted();
          laptop.sleeps(
              "moved",
              () -> {
                link.halfOpen();
                link.refuse();
                Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.2 " + NAME + "\n");
              });
          said.lines().filter(line -> line.startsWith("FIGURE")).forEach(System.out::println);
          assertThat(tusk.waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(tusk.exitValue()).as(errors()).isZero();
          assertThat(other.accepted()).isGreaterThan(before);
          Calibration.print("sleep");
          successes.judge();
        } finally {
          tusk.destroyForcibly();
        }
        int drawn =
            Integer.parseInt(view.rows("select last_value from drawn").getFirst().getFirst());
        Figure.exactly("sleep_statements_run_again", drawn - 5, 0);
      }
    }
  }

  private interface Meanwhile {
    void happens() throws Exception;
  }

  /// The program, and the lid of the laptop that it runs on.
  private final class Laptop {
    private final Process tusk;
    private final BufferedReader said;
    private final PgDatabaseAddress database;

    Laptop(Process tusk, BufferedReader said, PgDatabaseAddress database) {
      this.tusk = tusk;
      this.said = said;
      this.database = database;
    }

    /// Waits until the program is ready, stops it while something happens, and measures from its
    /// waking up, when all is whole again, until its tab works.
    void sleeps(String how, Meanwhile meanwhile) throws Exception {
      sleeps(how, () -> {}, meanwhile);
    }

    /// The same, but it is stopped only after something has happened.
    void sleeps(String how, Meanwhile before, Meanwhile meanwhile) throws Exception {
      until(how);
      Thread.sleep(600);
      before.happens();
      signal("STOP");
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ASLEEP_MS);
      meanwhile.happens();
      Thread.sleep(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      signal("CONT");
      successes.measure(
          "sleep_" + how,
          database,
          () -> {
            hear("awake");
            until(SleepingChild.BACK);
          });
    }

    private void signal(String name) throws Exception {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(tusk.pid())).start().waitFor();
      assertThat(code).isZero();
    }

    void hear(String line) {
      try {
        tusk.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
        tusk.outputWriter(StandardCharsets.UTF_8).flush();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    private void until(String word) {
      try {
        String line = said.readLine();
        while (!word.equals(line)) {
          if (line == null) {
            throw new IOException("it ended before " + word + ": " + errors());
          }
          line = said.readLine();
        }
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }

  private String errors() throws IOException {
    return Files.readString(home.resolve("errors.txt"));
  }
}
