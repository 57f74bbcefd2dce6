package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.crash.CrashChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killing Tusk at any moment loses nothing that it acknowledged. A kill cannot show what a power
/// failure would: that `synchronous=FULL` is set is looked up instead.
class CrashTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int KILLS = LONG ? 100 : 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> WRITES =
      List.of("history", "connection", "settings", "autosave", "checkpoint", "backup");

  @TempDir Path directory;
  private final Random random = new Random(2026);
  private final List<Double> starts = new ArrayList<>();
  private int acknowledged;
  private int lost;
  private int corrupt;
  private int litter;

  private CrashChild child(String what, Path file, int from) throws Exception {
    return CrashChild.start(
        List.of(),
        List.of(),
        SqliteChild.class,
        what,
        file.toString(),
        Natives.DIRECTORY.toString(),
        String.valueOf(from));
  }

  private List<Integer> kill(CrashChild child) throws InterruptedException {
    try (child) {
      child.awaitReady(PATIENCE);
      Thread.sleep(30 + random.nextInt(LONG ? 900 : 300));
      child.kill();
      return child.acknowledged();
    }
  }

  private SqliteStorage open(Path file) {
    long start = System.nanoTime();
    SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY);
    starts.add((System.nanoTime() - start) / 1e6);
    return storage;
  }

  @Test
  @Requirement("E-1")
  void killAtAnyMomentLosesNothingThatWasAcknowledged() throws Exception {
    int modes = WRITES.size() + 2;
    for (String what : WRITES) {
      killWriter(what, KILLS / modes);
    }
    killRepeated("migrate", oldStore(), KILLS / modes);
    killRepeated("mend", damagedStore(), KILLS - KILLS / modes * (modes - 1));

    Figure.report("kill_kills", KILLS);
    Figure.atLeast("kill_acknowledged_writes", acknowledged, LONG ? 10_000 : 200);
    Figure.exactly("kill_lost_writes", lost, 0);
    Figure.exactly("kill_corrupt_stores", corrupt, 0);
    Figure.atMost("kill_litter_files_max", litter, 1);
    Calibration.print("kill");
    double[] millis = starts.stream().mapToDouble(each -> each).toArray();
    Figure.atMost("kill_next_start_max_ms", Figure.percentile(millis, 1), 2_000);
  }

  @Test
  @Requirement("E-1")
  void twinThatAcknowledgesBeforeItCommitsLosesWrites() throws Exception {
    Path file = directory.resolve("twin").resolve("tusk.db");
    // Some kills meet a moment at which nothing is owed.
    for (int kill = 0; kill < 30 && lost == 0; kill++) {
      List<Integer> said = kill(child("twin", file, kill * 1_000_000));
      try (SqliteStorage storage = open(file)) {
        var settings = storage.settings().all();
        lost += (int) said.stream().filter(i -> !settings.containsKey("key " + i)).count();
      }
    }
    Figure.atLeast("kill_twin_lost_writes", lost, 1);
  }

  @Test
  @Requirement("E-1")
  void everyCommitIsSynchronisedWithTheDisk() {
    try (SqliteStorage storage = open(directory.resolve("sync").resolve("tusk.db"))) {
      var said =
          storage
              .file()
              .read(
                  connection -> {
                    List<String> found = new ArrayList<>();
                    for (String pragma :
                        List.of(
                            "journal_mode",
                            "synchronous",
                            "secure_delete",
                            "trusted_schema",
                            "cell_size_check",
                            "busy_timeout")) {
                      try (Statement statement = connection.createStatement();
                          var row = statement.executeQuery("pragma " + pragma)) {
                        found.add(pragma + "=" + row.getString(1));
                      }
                    }
                    return found;
                  });
      assertThat(said)
          .containsExactly(
              "journal_mode=wal",
              "synchronous=2",
              "secure_delete=1",
              "trusted_schema=0",
              "cell_size_check=1",
              "busy_timeout=5000");
    }
  }

  private void killWriter(String what, int kills) throws Exception {
    Path file = directory.resolve(what).resolve("tusk.db");
    List<Integer> said = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      said.addAll(kill(child(what, file, said.isEmpty() ? 0 : said.getLast() + 2)));
      try (SqliteStorage storage = open(file)) {
        corrupt += storage.notice().isPresent() || storage.check().isPresent() ? 1 : 0;
        lost += missing(what, storage, said);
      }
      countLitter(Sample.directoryOf(file));
    }
    acknowledged += said.size();
  }

  private static int missing(String what, SqliteStorage storage, List<Integer> said) {
    Set<String> there =
        switch (what) {
          case "history" ->
              storage.history().search("", 1_000_000).stream()
                  .map(each -> each.sql())
                  .collect(Collectors.toSet());
          case "connection" ->
              storage.connections().all().stream()
                  .map(each -> each.name())
                  .collect(Collectors.toSet());
          case "autosave" ->
              storage.workspace().tabs().stream()
                  .map(each -> each.text().lines().findFirst().orElse(""))
                  .collect(Collectors.toSet());
          default -> storage.settings().all().keySet();
        };
    String prefix =
        switch (what) {
          case "history" -> "select ";
          case "connection" -> "c ";
          case "autosave" -> "-- ";
          default -> "key ";
        };
    // Of a tab only its latest text is kept: what was acknowledged last, or the write behind it.
    List<Integer> wanted =
        what.equals("autosave") ? said.subList(Math.max(0, said.size() - 9), said.size()) : said;
    return (int)
        wanted.stream()
            .filter(
                i ->
                    !there.contains(prefix + i)
                        && !(what.equals("autosave")
                            && there.contains(prefix + (i + SqliteChild.TABS))))
            .count();
  }

  private void killRepeated(String what, Path template, int kills) throws Exception {
    int next = 0;
    for (int kill = 0; kill < kills; kill++) {
      List<Integer> said = kill(child(what, template, next));
      for (int i : said) {
        Path file =
            template.resolveSibling((what.equals("migrate") ? "m" : "d") + i).resolve("tusk.db");
        try (SqliteStorage storage = open(file)) {
          corrupt += storage.check().isPresent() ? 1 : 0;
          corrupt += what.equals("migrate") && storage.notice().isPresent() ? 1 : 0;
          lost += storage.connections().all().size() == Sample.CONNECTIONS ? 0 : 1;
        }
        countLitter(Sample.directoryOf(file));
        if (what.equals("mend")) {
          lost += isKept(template, file) ? 0 : 1;
        }
      }
      acknowledged += said.size();
      next = said.isEmpty() ? next + 1 : said.getLast() + 2;
    }
  }

  private static boolean isKept(Path template, Path file) throws Exception {
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path each : files.toList()) {
        if (each.toString().contains(".corrupt-") && Files.mismatch(each, template) == -1) {
          return true;
        }
      }
    }
    return false;
  }

  /// What is there beside the store, its lock, its note, its copies and what was set aside.
  private void countLitter(Path where) throws Exception {
    try (Stream<Path> files = Files.walk(where)) {
      List<String> found =
          files
              .filter(Files::isRegularFile)
              .map(each -> where.relativize(each).toString())
              .filter(
                  each ->
                      !each.matches(
                          "tusk\\.db(\\.lock|\\.state|\\.corrupt-\\w+)?"
                              + "|copies/tusk-[-0-9]+\\.db"))
              .toList();
      litter = Math.max(litter, found.size());
    }
  }

  /// A store of the first schema, as a Tusk before checksums has left it.
  private Path oldStore() throws Exception {
    Path file = directory.resolve("old").resolve("tusk.db");
    OldStore.write(file, Sample.CONNECTIONS);
    return file;
  }

  private Path damagedStore() throws Exception {
    Path file = directory.resolve("damaged").resolve("tusk.db");
    try (SqliteStorage storage = open(file)) {
      Sample.fill(storage, 100);
    }
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = raw.createStatement()) {
      statement.execute("update history set sql = sql || ' changed' where seq = 5");
    }
    return file;
  }
}
