package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daily good copies, and what comes back from them; also when the clock jumps.
@Requirement({"E-9", "EC-6"})
class CopiesTest {
  @TempDir Path directory;
  private Path file;
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  @BeforeEach
  void place() {
    file = directory.resolve("tusk.db");
  }

  private SqliteStorage open() {
    return SqliteStorage.open(file, Natives.DIRECTORY, () -> now);
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("copies"))) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  /// A reader that stays open keeps the log beside the file, and the next start reads all of both.
  @Test
  void closingEndsTheCheckThatIsUnderWayAndLeavesNoLog() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int pause : new int[] {0, 5, 20, 60, 120}) {
        Future<Optional<String>> check;
        try (SqliteStorage storage = open()) {
          if (pause == 0) {
            storage
                .file()
                .write(connection -> Table.HISTORY.fill(connection, StartTimeTest.history()));
          }
          storage.settings().put("pause", Integer.toString(pause));
          check = other.submit(storage::check);
          Thread.sleep(pause);
        }
        assertThat(directory.resolve("tusk.db-wal")).doesNotExist();
        assertThat(check.get()).isEmpty();
      }
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.check()).isEmpty();
    }
  }

  @Test
  void lastThreeDaysAreKeptOneEach() throws Exception {
    try (SqliteStorage storage = open()) {
      Sample.fill(storage, 5);
      for (int day = 0; day < 5; day++) {
        assertThat(storage.check()).isEmpty();
        assertThat(storage.check()).isEmpty();
        now = now.plus(Duration.ofDays(1));
      }
      assertThat(copies())
          .containsExactly("tusk-2026-11-22.db", "tusk-2026-11-23.db", "tusk-2026-11-24.db");

      // A clock that is set back makes a copy all the same, and does not lose it.
      now = Instant.parse("2026-11-01T12:00:00Z");
      assertThat(storage.check()).isEmpty();
      assertThat(copies()).hasSize(3).contains("tusk-2026-11-01.db", "tusk-2026-11-24.db");
    }
  }

  @Test
  void zeroLengthFileIsToldAndRestoredFromTheNewestGoodCopy() throws Exception {
    Sample truth;
    try (SqliteStorage storage = open()) {
      Sample.fill(storage, 40);
      assertThat(storage.check()).isEmpty();
      now = now.plus(Duration.ofDays(1));
      truth = Sample.of(storage);
      assertThat(storage.check()).isEmpty();
    }
    // The newest copy is damaged itself: the one before it serves.
    byte[] copy = Files.readAllBytes(directory.resolve("copies").resolve("tusk-2026-11-21.db"));
    copy[6_000] ^= 1;
    copy[9_000] ^= 1;
    copy[20_000] ^= 1;
    Files.write(directory.resolve("copies").resolve("tusk-2026-11-21.db"), copy);
    Files.write(file, new byte[0]);

    try (SqliteStorage storage = open()) {
      assertThat(storage.notice().orElseThrow())
          .contains(
              "it is empty, and held data before",
              "0 of 30 saved connections",
              "From the copy of 2026-11-20: 30 saved connections, 10 settings, 10 open tabs,"
                  + " 40 entries of history")
          .doesNotContain("lost");
      assertThat(Sample.of(storage)).isEqualTo(truth);
      assertThat(storage.check()).isEmpty();
    }
  }

  @Test
  void copyFillsUpOnlyWhatTheDamagedFileHasLost() throws Exception {
    try (SqliteStorage storage = open()) {
      Sample.fill(storage, 40);
      assertThat(storage.check()).isEmpty();
      storage.connections().remove(SqliteChild.connection(3).id());
      storage.history().add(HistoryStoreContract.entry(900, "select 'since the copy'"));
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("select 7,") + 8] = '!';
    Files.write(file, bytes);

    try (SqliteStorage storage = open()) {
      assertThat(storage.notice().orElseThrow())
          .contains("29 of 29 saved connections", "40 of 41 entries", "1 entries of history");
      // Connections were whole: none that was removed has come back.
      assertThat(storage.connections().find(SqliteChild.connection(3).id())).isEmpty();
      assertThat(storage.history().search("", 100))
          .hasSize(41)
          .extracting(QueryHistoryEntry::sql)
          .contains("select 'since the copy'")
          .anyMatch(sql -> sql.startsWith("select 7,"));
    }
  }

  @Test
  void historyStaysInTheOrderOfItsSequenceWhenTheClockJumps() {
    try (SqliteStorage storage = open()) {
      storage.history().add(HistoryStoreContract.entry(100_000, "first"));
      storage.history().add(HistoryStoreContract.entry(100_000 - 86_400, "a day earlier"));
      storage.history().add(HistoryStoreContract.entry(100_000 + 86_400, "a day later"));
      storage.history().add(HistoryStoreContract.entry(100_001, "last"));
      assertThat(storage.history().search("", 10))
          .extracting(QueryHistoryEntry::sql)
          .containsExactly("last", "a day later", "a day earlier", "first");
    }
  }

  @Test
  void storeOfTheFirstSchemaIsBroughtUpWithAllItsRows() throws Exception {
    OldStore.write(file, 12);
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.connections().all()).hasSize(12);
      assertThat(storage.settings().all()).containsEntry("theme", "dark");
      assertThat(storage.history().search("old", 5)).hasSize(1);
      assertThat(storage.check()).isEmpty();
    }
  }
}
