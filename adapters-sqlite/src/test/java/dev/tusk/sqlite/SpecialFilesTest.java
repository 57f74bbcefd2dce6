package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.crash.CrashChild;
import dev.tusk.sqlite.row.RowSum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no store of ours, half of one, or one that must not be touched.
class SpecialFilesTest {
  @TempDir Path directory;
  private Path file;
  private byte[] whole;
  private Sample truth;

  @BeforeEach
  void fill() throws IOException {
    file = directory.resolve("work").resolve("tusk.db");
    try (SqliteStorage storage = open()) {
      Sample.fill(storage, 60);
      truth = Sample.of(storage);
    }
    whole = Files.readAllBytes(file);
  }

  private SqliteStorage open() {
    return SqliteStorage.open(file, Natives.DIRECTORY);
  }

  /// Puts a whole, closed store where the last case has left something else.
  private void renew() throws IOException {
    Sample.clean(Sample.directoryOf(file));
    Files.write(file, whole);
    open().close();
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  /// Changes the closed store.
  @FunctionalInterface
  private interface Harm {
    void to(Path file) throws Exception;
  }

  private static Harm bytes(byte[] content) {
    return file -> Files.write(file, content);
  }

  private static Harm sql(String... statements) {
    return file -> {
      try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = raw.createStatement()) {
        for (String each : statements) {
          statement.execute(each);
        }
      }
    };
  }

  /// With a log that holds changes: what a kill leaves.
  private Map<String, byte[]> unclosed(int entries) throws IOException {
    Path other = directory.resolve("unclosed" + entries).resolve("tusk.db");
    Map<String, byte[]> parts = new TreeMap<>();
    try (SqliteStorage storage = SqliteStorage.open(other, Natives.DIRECTORY)) {
      Sample.fill(storage, entries);
      for (String tail : new String[] {"", "-wal", "-shm", ".state"}) {
        parts.put(tail, Files.readAllBytes(other.resolveSibling("tusk.db" + tail)));
      }
    }
    return parts;
  }

  private Map<String, Harm> harms() throws Exception {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    byte[] garbage = new byte[50_000];
    new Random(1).nextBytes(garbage);
    Map<String, byte[]> mine = unclosed(60);
    Map<String, byte[]> other = unclosed(90);
    Map<String, Harm> harms = new LinkedHashMap<>();
    int step = Boolean.getBoolean("tusk.long") ? 1 : 5;
    for (int page = 0; page <= whole.length / 4_096; page += step) {
      for (int more = -1; more <= 1; more++) {
        int length = page * 4_096 + more;
        if (length >= 0 && length < whole.length) {
          harms.put("cut to " + length, bytes(Arrays.copyOf(whole, length)));
        }
      }
    }
    harms.put("text", bytes("This is no database\n".repeat(500).getBytes(StandardCharsets.UTF_8)));
    harms.put("short text", bytes("hello".getBytes(StandardCharsets.UTF_8)));
    harms.put("PNG", bytes(Arrays.copyOf(png, 20_000)));
    harms.put("random bytes", bytes(garbage));
    harms.put("zeros", bytes(new byte[40_960]));
    harms.put("gone", Files::delete);
    harms.put(
        "a directory",
        each -> {
          Files.delete(each);
          Files.createDirectory(each);
          Files.writeString(each.resolve("inside"), "kept");
        });
    harms.put(
        "another program's",
        each -> {
          Files.delete(each);
          sql("create table setting (key text, value text)", "insert into setting values ('a','b')")
              .to(each);
        });
    harms.put("page size", each -> patch(each, 16, (byte) 0x20, (byte) 0));
    harms.put("page size 512", each -> patch(each, 16, (byte) 2, (byte) 0));
    harms.put("reserved bytes", each -> patch(each, 20, (byte) 32));
    harms.put("UTF-16", each -> patch(each, 59, (byte) 2));
    harms.put("format of the future", each -> patch(each, 18, (byte) 9, (byte) 9));
    harms.put("version number only", each -> patch(each, 60, (byte) 0, (byte) 0, (byte) 18));
    harms.put("version 0", each -> patch(each, 60, (byte) 0, (byte) 0, (byte) 0, (byte) 0));
    harms.put("version 1", each -> patch(each, 60, (byte) 0, (byte) 0, (byte) 0, (byte) 1));
    harms.put("application", each -> patch(each, 68, (byte) 1));
    harms.put(
        "schema SQL",
        sql(
            "pragma writable_schema = on",
            "update sqlite_schema set sql = replace(sql, 'host text not null', 'host text')"
                + " where name = 'connection'"));
    harms.put(
        "schema nonsense",
        sql(
            "pragma writable_schema = on",
            "update sqlite_schema set sql = 'create table nonsense' where name = 'setting'"));
    harms.put(
        "root page",
        sql(
            "pragma writable_schema = on",
            "update sqlite_schema set rootpage = 1 where name = 'history'"));
    harms.put(
        "trigger bomb",
        sql(
            "create trigger bomb after insert on setting begin"
                + " delete from connection; insert into setting (key, value) values"
                + " (hex(randomblob(9)), 'x'); end"));
    harms.put(
        "view bomb",
        sql(
            "drop table tab",
            "create view tab as with recursive n(i) as (select 1 union all select i + 1 from n)"
                + " select i as id, i as title, i as connection_id, i as text, i as caret,"
                + " i as position, i as active, i as checksum from n"));
    harms.put("dropped table", sql("drop table connection"));
    harms.put("deleted rows", sql("delete from connection where name like 'c 1%'"));
    harms.put("changed row", sql("update connection set host = 'evil' where name = 'c 7'"));
    harms.put("changed tally", sql("update tally set rows = rows - 1 where name = 'tab'"));
    harms.put("half a migration", SpecialFilesTest::halfMigrated);
    harms.put(
        "garbage for a log", each -> Files.write(each.resolveSibling("tusk.db-wal"), garbage));
    harms.put("a log whose head is damaged", parts(mine, "-wal", log -> log[17] ^= 1));
    harms.put("a log with a damaged change", parts(mine, "-wal", log -> log[60_000] ^= 1));
    harms.put("the log of another store", parts(mine, "-wal", part(other, "-wal")));
    harms.put("no log", parts(mine, "-wal", new byte[0]));
    harms.put("half of the log", parts(mine, "-wal", Arrays.copyOf(part(mine, "-wal"), 80_000)));
    return harms;
  }

  /// The bytes to change.
  @FunctionalInterface
  private interface Change {
    void to(byte[] bytes);
  }

  private static byte[] part(Map<String, byte[]> parts, String tail) {
    return Objects.requireNonNull(parts.get(tail));
  }

  private static Harm parts(Map<String, byte[]> parts, String tail, Change change) {
    byte[] changed = part(parts, tail).clone();
    change.to(changed);
    return parts(parts, tail, changed);
  }

  private static Harm parts(Map<String, byte[]> parts, String tail, byte[] instead) {
    return file -> {
      for (var part : parts.entrySet()) {
        byte[] content = part.getKey().equals(tail) ? instead : part.getValue();
        Path path = file.resolveSibling("tusk.db" + part.getKey());
        if (content.length == 0) {
          Files.deleteIfExists(path);
        } else {
          Files.write(path, content);
        }
      }
    };
  }

  private static void patch(Path file, int at, byte... bytes) throws IOException {
    byte[] content = Files.readAllBytes(file);
    ByteBuffer.wrap(content).put(at, bytes);
    Files.write(file, content);
  }

  private static void halfMigrated(Path file) throws Exception {
    Files.delete(file);
    OldStore.write(file, 5);
    sql("alter table connection add column checksum integer not null default 0").to(file);
  }

  @Test
  @Requirement({"E-9", "EC-6", "US2.1"})
  void everyHarmedStoreIsKeptToldAndReplacedByAUsableOne() throws Exception {
    double slowest = 0;
    int cases = 0;
    List<String> wrong = new ArrayList<>();
    for (var harm : harms().entrySet()) {
      renew();
      harm.getValue().to(file);
      Map<String, Object> before = fingerprints();
      long start = System.nanoTime();
      try (SqliteStorage storage = open()) {
        storage.settings().put("works", "yes");
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1e6);
        cases++;
        String notice = storage.notice().orElse("");
        if (!notice.contains("was damaged (")
            || notice.contains("kept as ") == harm.getKey().equals("gone")) {
          wrong.add(harm.getKey() + ": " + notice);
        }
        storage.settings().remove("works");
        if (!Sample.of(storage).isPartOf(truth)
            && !harm.getKey().contains("half a migration")
            && !harm.getKey().contains("of another store")) {
          wrong.add(harm.getKey() + " brings other rows");
        }
        if (!kept(before)) {
          wrong.add(harm.getKey() + " is not kept as it was: " + notice);
        }
      } catch (TuskException refused) {
        wrong.add(harm.getKey() + " is refused: " + refused.error());
      }
      try (SqliteStorage storage = open()) {
        if (storage.notice().isPresent() || storage.check().isPresent()) {
          wrong.add(harm.getKey() + " is not well at the next start: " + storage.notice());
        }
      }
    }
    assertThat(wrong).isEmpty();
    Figure.report("special_files", cases);
    Figure.atMost("special_files_usable_max_ms", slowest, 2_000);
  }

  /// What lies in the directory, by name.
  private Map<String, Object> fingerprints() throws IOException {
    Map<String, Object> found = new TreeMap<>();
    for (String tail : new String[] {"", "-wal", "-shm"}) {
      Path part = file.resolveSibling("tusk.db" + tail);
      if (Files.isRegularFile(part)) {
        found.put(tail, Arrays.toString(Files.readAllBytes(part)));
      } else if (Files.isDirectory(part)) {
        found.put(tail, "directory");
      }
    }
    return found;
  }

  private boolean kept(Map<String, Object> before) throws IOException {
    Map<String, Object> now = new TreeMap<>();
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path each : files.toList()) {
        String name = each.getFileName().toString();
        if (name.startsWith("tusk.db.corrupt-")) {
          String tail = name.replaceFirst("tusk\\.db\\.corrupt-[0-9TZ]+", "");
          now.put(
              tail,
              Files.isDirectory(each) ? "directory" : Arrays.toString(Files.readAllBytes(each)));
        }
      }
    }
    return now.equals(before);
  }

  @Test
  @Requirement("EC-6")
  void garbageInTheIndexOfTheLogDoesNoHarm() throws Exception {
    parts(unclosed(60), "-shm", "garbage".repeat(5_000).getBytes(StandardCharsets.UTF_8)).to(file);
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.check()).isEmpty();
      assertThat(Sample.of(storage)).isEqualTo(truth);
    }
  }

  @Test
  @Requirement("EC-6")
  void interruptedFirstStartIsNoLoss() throws Exception {
    Sample.clean(Sample.directoryOf(file));
    Files.createFile(file);
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
    }
  }

  @Test
  @Requirement({"E-25", "EC-6"})
  void storeOfANewerTuskIsNotTouchedAlsoWithALog() throws Exception {
    for (boolean log : new boolean[] {false, true}) {
      renew();
      if (log) {
        Path other = directory.resolve("newer").resolve("tusk.db");
        try (SqliteStorage storage = SqliteStorage.open(other, Natives.DIRECTORY)) {
          storage
              .file()
              .write(
                  connection -> {
                    try (Statement statement = connection.createStatement()) {
                      becomeNewer(statement);
                    }
                  });
          for (String tail : new String[] {"", "-wal", "-shm"}) {
            Files.write(
                file.resolveSibling("tusk.db" + tail),
                Files.readAllBytes(other.resolveSibling("tusk.db" + tail)));
          }
        }
      } else {
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
            Statement statement = raw.createStatement()) {
          becomeNewer(statement);
        }
      }
      Map<String, Object> before = fingerprints();

      TuskException failure = catchThrowableOfType(TuskException.class, this::open);

      assertThat(failure.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> {
                assertThat(error.cause()).isEqualTo(Disk.NEWER);
                assertThat(error.message()).contains("version 4711").contains("update Tusk");
              });
      assertThat(fingerprints()).isEqualTo(before);
    }
  }

  /// As a newer Tusk would: with the row that repeats the version, and a checksum of it.
  private static void becomeNewer(Statement statement) throws SQLException {
    statement.execute("pragma user_version = 4711");
    statement.execute("create table of_the_future (x text) strict");
    long sum;
    try (var row = statement.executeQuery("select id, schema from store")) {
      sum = RowSum.of("store", new Object[] {row.getString(1), 4711L, row.getLong(2)});
    }
    statement.execute("update store set version = 4711, checksum = " + sum);
  }

  @Test
  @Requirement({"E-25", "EC-6", "FR-004"})
  void storeThatAnotherProgramKeepsForItselfIsNotTouched() throws Exception {
    Map<String, Object> before;
    try (CrashChild holder =
        CrashChild.start(
            List.of(), List.of(), SqliteChild.class, "hold", file.toString(), "-", "-1")) {
      holder.awaitReady(Duration.ofSeconds(30));
      before = fingerprints();
      long start = System.nanoTime();

      TuskException failure = catchThrowableOfType(TuskException.class, this::open);

      Figure.atMost("locked_store_refused_ms", (System.nanoTime() - start) / 1e6, 2_000);
      assertThat(failure.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> {
                assertThat(error.cause()).isEqualTo(Disk.LOCKED);
                assertThat(error.message()).contains("Another program", file.toString());
              });
      assertThat(fingerprints().get("")).isEqualTo(before.get(""));
      holder.kill();
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(Sample.of(storage)).isEqualTo(truth);
    }
  }

  @Test
  @Requirement({"E-22", "FR-004"})
  void writeWaitsForAnotherProcessAndThenSaysSo() throws Exception {
    try (SqliteStorage storage = open()) {
      for (int seconds : new int[] {1, 4, 6}) {
        try (CrashChild holder =
            CrashChild.start(
                List.of(),
                List.of(),
                SqliteChild.class,
                "hold",
                file.toString(),
                "-",
                String.valueOf(seconds * 1_000))) {
          holder.awaitReady(Duration.ofSeconds(30));
          long start = System.nanoTime();
          TuskException failure =
              catchThrowableOfType(
                  TuskException.class, () -> storage.settings().put("busy " + seconds, "kept"));
          double millis = (System.nanoTime() - start) / 1e6;
          if (seconds < 5) {
            assertThat(failure).isNull();
            assertThat(storage.settings().all()).containsKey("busy " + seconds);
            Figure.atMost("busy_" + seconds + "_s_write_ms", millis, seconds * 1_000 + 500);
          } else {
            assertThat(failure.error())
                .isInstanceOfSatisfying(
                    TuskError.StorageFailed.class,
                    error -> assertThat(error.cause()).isEqualTo(Disk.LOCKED));
            Figure.atMost("busy_6_s_error_ms", millis, 5_500);
            assertThat(storage.settings().all()).doesNotContainKey("busy 6");
          }
          assertThat(holder.await()).isZero();
        }
      }
      storage.settings().put("after", "works");
      assertThat(storage.check()).isEmpty();
    }
  }

  @Test
  @Requirement("E-25")
  void damageIsNotMendedWhileAnotherProcessHasTheStoreOpen() throws Exception {
    try (CrashChild other =
        CrashChild.start(
            List.of(),
            List.of(),
            SqliteChild.class,
            "keep",
            file.toString(),
            Natives.DIRECTORY.toString())) {
      other.awaitReady(Duration.ofSeconds(30));
      // Damaged behind the back of both.
      sql("update connection set host = 'evil' where name = 'c 7'").to(file);

      TuskException failure = catchThrowableOfType(TuskException.class, this::open);

      assertThat(failure.error().message()).contains("another program has it open");
      other.kill();
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice().orElseThrow()).contains("29 of 30 saved connections");
    }
  }
}
