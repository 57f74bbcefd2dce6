package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results, notices and messages that would fill a heap, in a process that has little of it.
class HostileResultTest {
  private static final int HEAP_MB = 512;

  @Test
  @Requirement({"E-8", "EC-4"})
  void floodsStayWithinTheMemoryAndTheTabGoesOn(@TempDir Path folder) throws Exception {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    try (Observer server = new Observer(address)) {
      server.execute("create table flooded (n int)");
      server.execute(
          "create function flood() returns trigger language plpgsql as"
              + " $$begin raise notice '%', repeat('n', 1000); return new; end$$");
      server.execute(
          "create trigger flood before insert on flooded for each row execute function flood()");
    }
    Path said = folder.resolve("said");
    Path log = folder.resolve("log");
    int exit = run(address, said, log, false);
    assertThat(exit).as(Files.readString(log) + Files.readString(said)).isZero();

    Map<String, String> lines = new TreeMap<>();
    for (String line : Files.readAllLines(said)) {
      String[] parts = line.split("\t", 2);
      lines.put(parts[0], parts[1]);
    }
    System.getLogger("hostile").log(System.Logger.Level.INFO, String.join("\n", lines.values()));
    assertThat(lines).containsOnlyKeys(HostileResultChild.statements().keySet());
    assertThat(lines.values())
        .as("the tab goes on")
        // After a lost link with a notice of what its session had.
        .allMatch(line -> line.matches("(?s).*next=SELECT 1( last notice \\d+)?"));
    assertThat(lines.get("notices")).startsWith("DO").contains("notices=300000");
    for (String way : List.of("", "_plain")) {
      assertThat(lines.get("wide_rows" + way))
          .startsWith("SELECT " + HostileResultChild.WIDE_ROWS)
          .contains("rows=" + HostileResultChild.WIDE_ROWS);
      assertThat(lines.get("many_rows" + way))
          .startsWith("SELECT " + HostileResultChild.MANY_ROWS)
          .contains("rows=" + HostileResultChild.MANY_ROWS);
    }
    assertThat(lines.get("huge_value")).startsWith("FAILED").contains("memory");
    assertThat(lines.get("huge_value_plain")).startsWith("FAILED").contains("memory");
    assertThat(lines.get("huge_notice")).startsWith("DO").contains("notices=1");
    assertThat(lines.get("huge_error")).startsWith("FAILED").contains("eeee");
    assertThat(lines.get("huge_error_in_portal")).startsWith("FAILED").contains("7777");
    assertThat(lines.get("copy_in_notices")).startsWith("COPY 20000");
    Figure.exactly("hostile_results_out_of_memory", outOfMemory(log), 0);
    Figure.report("hostile_results_rows", HostileResultChild.MANY_ROWS);
    Figure.report("hostile_results_heap_mb", HEAP_MB);
    Figure.atMost(
        "hostile_results_kept_over_base_mb",
        lines.values().stream()
            .mapToLong(line -> Long.parseLong(line.replaceAll("(?s).*mb=(-?\\d+).*", "$1")))
            .max()
            .orElseThrow(),
        256);
  }

  /// A twin that keeps the rows in its heap, as a client does that shows what it was sent.
  @Test
  @Requirement("E-8")
  void aTwinThatKeepsTheRowsRunsOutOfMemory(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");

    int exit = run(PgFixture.shared().newDatabase(), folder.resolve("said"), log, true);

    assertThat(exit).as(Files.readString(log)).isNotZero();
    Figure.atLeast("hostile_results_twin_out_of_memory", outOfMemory(log), 1);
  }

  private static int run(PgDatabaseAddress address, Path said, Path log, boolean keepsRows)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dtusk.long=" + HostileResultChild.LONG,
                "-cp",
                System.getProperty("java.class.path"),
                HostileResultChild.class.getName(),
                said.toString(),
                String.valueOf(keepsRows))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(address.variables());
    Process child = builder.start();
    try {
      assertThat(child.waitFor(HostileResultChild.LONG ? 900 : 300, TimeUnit.SECONDS))
          .as(Files.readString(log))
          .isTrue();
    } finally {
      child.destroyForcibly();
    }
    return child.exitValue();
  }

  private static long outOfMemory(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("OutOfMemoryError")).count();
    }
  }
}
