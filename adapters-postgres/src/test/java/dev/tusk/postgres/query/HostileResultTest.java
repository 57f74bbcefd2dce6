package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileResultChild.class.getName(),
                address.host(),
                String.valueOf(address.port()),
                address.database(),
                address.user(),
                address.password(),
                said.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean over = child.waitFor(120, TimeUnit.SECONDS);
    child.destroyForcibly();
    assertThat(over).as(Files.readString(log)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(log) + Files.readString(said)).isZero();

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
    assertThat(lines.get("wide_rows")).startsWith("SELECT 400").contains("rows=400");
    assertThat(lines.get("wide_rows_at_once")).contains("lost=true", "memory");
    assertThat(lines.get("huge_value")).startsWith("FAILED").contains("memory");
    assertThat(lines.get("huge_value_at_once")).startsWith("FAILED").contains("memory");
    assertThat(lines.get("huge_notice")).startsWith("DO").contains("notices=1");
    assertThat(lines.get("huge_error")).startsWith("FAILED").contains("eeee");
    assertThat(lines.get("huge_error_in_portal")).startsWith("FAILED").contains("7777");
    assertThat(lines.get("copy_in_notices")).startsWith("COPY 20000");
    Figure.exactly(
        "hostile_results_out_of_memory",
        Arrays.stream(Files.readString(log).split("\n", -1))
            .filter(line -> line.contains("OutOfMemoryError"))
            .count(),
        0);
    Figure.report("hostile_results_heap_mb", HEAP_MB);
    Figure.atMost(
        "hostile_results_kept_over_base_mb",
        lines.values().stream()
            .mapToLong(line -> Long.parseLong(line.replaceAll("(?s).*mb=(-?\\d+).*", "$1")))
            .max()
            .orElseThrow(),
        256);
  }
}
