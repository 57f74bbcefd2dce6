package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A laptop sleeps while its links die, and wakes up, at last in another network: the real program
/// in a process of its own is stopped for longer than the others have patience. Its tab is back,
/// its window is never frozen, and nothing is run again.
///
/// In the other network the name of the server leads to another address.
class SleepTest {
  private static final long ASLEEP_MS = 6_000;
  private static final String NAME = "db.home";

  @TempDir Path home;

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
          say(
              tusk,
              "postgresql://%s:%s@%s:%d/%s"
                  .formatted(
                      database.user(),
                      database.password(),
                      NAME,
                      link.port(),
                      database.database()));
          asleep(
              tusk,
              until(said, "idle"),
              () -> {
                view.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
                await("the end of its sessions")
                    .atMost(Walker.LIMIT)
                    .until(() -> view.sessions() == 0);
              });
          asleep(tusk, until(said, "forgotten"), link::halfOpen);
          asleep(
              tusk,
              until(said, "in flight"),
              () -> {
                assertThat(view.running("in flight")).isEqualTo(1);
                link.resetPeer();
              });
          int before = other.accepted();
          asleep(
              tusk,
              until(said, "moved"),
              () -> {
                link.halfOpen();
                link.refuse();
                Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.2 " + NAME + "\n");
              });
          said.lines().filter(line -> line.startsWith("FIGURE")).forEach(System.out::println);
          assertThat(tusk.waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(tusk.exitValue()).as(errors()).isZero();
          assertThat(other.accepted()).isGreaterThan(before);
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

  private static void asleep(Process tusk, boolean ready, Meanwhile meanwhile) throws Exception {
    assertThat(ready).isTrue();
    Thread.sleep(600);
    signal("STOP", tusk);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ASLEEP_MS);
    meanwhile.happens();
    Thread.sleep(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    signal("CONT", tusk);
    say(tusk, "awake");
  }

  private static void signal(String name, Process tusk) throws Exception {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(tusk.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  private static void say(Process tusk, String line) throws IOException {
    tusk.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
    tusk.outputWriter(StandardCharsets.UTF_8).flush();
  }

  private boolean until(BufferedReader said, String word) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals(word)) {
        return true;
      }
    }
    throw new IOException("it ended before " + word + ": " + errors());
  }

  private String errors() throws IOException {
    return Files.readString(home.resolve("errors.txt"));
  }
}
