package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with random damage: always a usable program, never a changed value that nobody notices.
@Requirement({"E-9", "EC-6"})
class DamagedStoreTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final double START_MS = 2_000;

  @TempDir Path directory;

  /// How the files of one run came out.
  private static final class Outcome {
    int told;
    int unchanged;
    int silent;
    int notKept;
    int unusable;
    int rows;
    int connections;
    final List<Double> millis = new ArrayList<>();
  }

  private Path file() {
    return directory.resolve("work").resolve("tusk.db");
  }

  /// @return what is in the files of a store: the database, its log and its index
  private List<byte[]> store(int entries, boolean closed) throws IOException {
    Path file = directory.resolve("truth" + entries + closed).resolve("tusk.db");
    SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY);
    try (storage) {
      Sample.fill(storage, entries);
      if (!closed) {
        return read(file);
      }
    }
    return read(file);
  }

  private static List<byte[]> read(Path file) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    for (String tail : new String[] {"", "-wal", "-shm", ".state"}) {
      Path part = file.resolveSibling(file.getFileName() + tail);
      parts.add(Files.exists(part) ? Files.readAllBytes(part) : new byte[0]);
    }
    return parts;
  }

  private void write(List<byte[]> parts) throws IOException {
    Files.createDirectories(file().getParent());
    Sample.clean(Sample.directoryOf(file()));
    String[] tails = {"", "-wal", "-shm", ".state"};
    for (int i = 0; i < tails.length; i++) {
      if (parts.get(i).length > 0) {
        Files.write(file().resolveSibling("tusk.db" + tails[i]), parts.get(i));
      }
    }
  }

  /// 1 to 32 bytes, a quarter of them in the head.
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    int count = 1 + random.nextInt(32);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(random.nextInt(4) == 0 ? 100 : damaged.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
    }
    return damaged;
  }

  private void open(List<byte[]> parts, Sample truth, Outcome outcome) throws IOException {
    write(parts);
    long start = System.nanoTime();
    try (SqliteStorage storage = SqliteStorage.open(file(), Natives.DIRECTORY)) {
      storage.settings().put("works", "yes");
      if (!"yes".equals(storage.settings().all().get("works"))) {
        outcome.unusable++;
      }
      outcome.millis.add((System.nanoTime() - start) / 1e6);
      storage.settings().remove("works");
      boolean told = storage.notice().isPresent() || storage.check().isPresent();
      Sample now;
      try {
        now = Sample.of(storage);
      } catch (TuskException damaged) {
        // A large file's history that cannot be read until it is mended; it was told.
        assertThat(told).isTrue();
        outcome.told++;
        return;
      }
      outcome.rows += now.rows();
      outcome.connections += now.connections().size();
      if (told) {
        outcome.told++;
        outcome.silent += now.isPartOf(truth) ? 0 : 1;
        outcome.notKept += storage.notice().isEmpty() || isKept(parts) ? 0 : 1;
      } else {
        outcome.unchanged++;
        outcome.silent += now.equals(truth) ? 0 : 1;
      }
    }
  }

  /// Whether the damaged files are there under another name, byte for byte.
  private boolean isKept(List<byte[]> parts) throws IOException {
    String[] tails = {"", "-wal", "-shm"};
    for (int i = 0; i < tails.length; i++) {
      String tail = tails[i];
      byte[] part = parts.get(i);
      try (Stream<Path> files = Files.list(file().getParent())) {
        List<Path> kept =
            files.filter(each -> each.toString().matches(".*\\.corrupt-[0-9TZ]+" + tail)).toList();
        boolean same =
            part.length == 0
                ? kept.isEmpty()
                : kept.size() == 1 && Arrays.equals(Files.readAllBytes(kept.getFirst()), part);
        if (!same) {
          return false;
        }
      }
    }
    return true;
  }

  private static void judge(String name, Outcome outcome, Sample truth) {
    int files = outcome.millis.size();
    double[] millis = outcome.millis.stream().mapToDouble(each -> each).toArray();
    Figure.report(name + "_files", files);
    Figure.report(name + "_told", outcome.told);
    Figure.report(name + "_without_effect", outcome.unchanged);
    Figure.report(
        name + "_connections_saved_percent",
        100.0 * outcome.connections / truth.connections().size() / files);
    Figure.report(name + "_rows_saved_percent", 100.0 * outcome.rows / truth.rows() / files);
    Figure.exactly(name + "_silent_changes", outcome.silent, 0);
    Figure.exactly(name + "_originals_not_kept", outcome.notKept, 0);
    Figure.exactly(name + "_unusable", outcome.unusable, 0);
    Figure.atMost(name + "_usable_max_ms", Figure.percentile(millis, 1), START_MS);
  }

  @Test
  void randomDamageIsAlwaysToldAndNeverKeepsTuskFromWorking() throws Exception {
    List<byte[]> whole = store(200, true);
    Sample truth = truth(whole);
    Random random = new Random(4711);
    Outcome outcome = new Outcome();
    int quick = 0;
    int integrity = 0;
    int files = LONG ? 2_000 : 200;
    for (int i = 0; i < files; i++) {
      List<byte[]> parts = new ArrayList<>(whole);
      parts.set(0, damaged(whole.getFirst(), random));
      open(parts, truth, outcome);
      // The twins without checksums of rows: what only SQLite's own checks would let pass.
      quick += passes(parts, "quick_check", truth) ? 1 : 0;
      integrity += passes(parts, "integrity_check", truth) ? 1 : 0;
    }
    judge("damage_random", outcome, truth);
    Calibration.print("damage_random");
    Figure.atLeast("damage_twin_quick_check_silent_changes", quick, files / 20.0);
    Figure.atLeast("damage_twin_integrity_check_silent_changes", integrity, files / 40.0);
  }

  @Test
  void damageOfALargeFileIsFoundByTheCheckAndMendedAtTheNextStart() throws Exception {
    List<byte[]> whole = store(5_000, true);
    Sample truth = truth(whole);
    Random random = new Random(815);
    Outcome outcome = new Outcome();
    int mended = 0;
    for (int i = 0; i < (LONG ? 100 : 10); i++) {
      List<byte[]> parts = new ArrayList<>(whole);
      byte[] damaged = whole.getFirst().clone();
      for (int n = 0; n < 8; n++) {
        damaged[4_096 + random.nextInt(damaged.length - 4_096)] ^= 0x55;
      }
      parts.set(0, damaged);
      int toldBefore = outcome.told;
      open(parts, truth, outcome);
      if (outcome.told > toldBefore) {
        // Mended by the next start.
        try (SqliteStorage storage = SqliteStorage.open(file(), Natives.DIRECTORY)) {
          mended += storage.check().isEmpty() && Sample.of(storage).isPartOf(truth) ? 1 : 0;
        }
      }
    }
    judge("damage_large", outcome, truth);
    Figure.exactly("damage_large_not_mended", outcome.told - mended, 0);
  }

  @Test
  void damageOfTheLogIsAlwaysTold() throws Exception {
    List<byte[]> whole = store(200, false);
    assertThat(whole.get(1).length).isGreaterThan(100_000);
    Sample truth = truth(whole);
    Random random = new Random(42);
    Outcome outcome = new Outcome();
    int files = LONG ? 500 : 60;
    int twin = 0;
    for (int i = 0; i < files; i++) {
      List<byte[]> parts = new ArrayList<>(whole);
      byte[] log = damaged(whole.get(1), random);
      // A third of the logs is cut short as well.
      parts.set(1, i % 3 == 0 ? Arrays.copyOf(log, random.nextInt(log.length)) : log);
      open(parts, truth, outcome);
      twin += passes(parts, "integrity_check", truth) ? 1 : 0;
    }
    judge("damage_log", outcome, truth);
    Figure.atLeast("damage_log_twin_silent_changes", twin, files / 30.0);
  }

  private Sample truth(List<byte[]> whole) throws IOException {
    write(whole);
    try (SqliteStorage storage = SqliteStorage.open(file(), Natives.DIRECTORY)) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.check()).isEmpty();
      return Sample.of(storage);
    }
  }

  /// Whether SQLite's `check` finds nothing although not all rows are as they were.
  private boolean passes(List<byte[]> parts, String check, Sample truth) throws IOException {
    write(parts);
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = raw.createStatement()) {
      try (ResultSet row = statement.executeQuery("pragma " + check + "(1)")) {
        if (!"ok".equals(row.getString(1))) {
          return false;
        }
      }
      return !texts(statement).equals(texts(truth));
    } catch (SQLException found) {
      return false;
    }
  }

  private static List<String> texts(Sample truth) {
    List<String> texts = new ArrayList<>();
    truth.connections().forEach(each -> texts.add(each.name() + each.host() + each.user()));
    truth
        .history()
        .forEach(each -> texts.add(each.connectionName() + each.database() + each.sql()));
    texts.sort(null);
    return texts;
  }

  private static List<String> texts(Statement statement) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (String select :
        List.of(
            "select name || host || user from connection",
            "select connection_name || database || sql from history")) {
      try (ResultSet row = statement.executeQuery(select)) {
        while (row.next()) {
          texts.add(String.valueOf(row.getString(1)));
        }
      }
    }
    texts.sort(null);
    return texts;
  }
}
