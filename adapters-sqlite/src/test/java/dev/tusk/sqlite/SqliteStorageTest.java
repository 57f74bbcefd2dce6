package dev.tusk.sqlite;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStorageTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("some").resolve("where").resolve("tusk.db");
  }

  private SqliteStorage open() {
    return SqliteStorage.open(file(), Natives.DIRECTORY);
  }

  private Connection raw() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Test
  void everythingIsThereAgainAtTheNextStart() {
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      storage.connections().save(connection("shop").build());
      storage.history().add(HistoryStoreContract.entry(1, "select 1"));
      storage.settings().put("theme", "dark");
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.check()).isEmpty();
      assertThat(storage.connections().all()).containsExactly(connection("shop").build());
      assertThat(storage.history().search("", 10)).hasSize(1);
      assertThat(storage.settings().all()).containsEntry("theme", "dark");
    }
  }

  @Test
  void lostSettingsLeaveAConnectionThatWritesNothing() {
    ConnectionConfig config =
        connection("shop").set(Setting.ROLE, "a").set(Setting.GUARD, "production").build();
    try (SqliteStorage storage = open()) {
      storage.connections().save(config);
      assertThat(storage.settings().all()).isEmpty();
      storage.settings().remove("connection/" + config.id());
      assertThat(storage.connections().all())
          .containsExactly(
              config.withSettings(ConnectionSettings.NONE.with(Setting.GUARD, "read-only")));

      storage.settings().put("connection/" + config.id(), "nonsense");
      assertThat(storage.connections().find(config.id()).map(ConnectionConfig::settings))
          .contains(ConnectionSettings.NONE.with(Setting.GUARD, "read-only"));
    }
  }

  /// Before there were guards, the column said by itself that a connection is read-only (ADR 19).
  @Test
  void theOldReadOnlyMarkIsReadAsAGuardAndBecomesASetting() throws Exception {
    ConnectionConfig plain = connection("plain").build();
    ConnectionConfig marked = connection("marked").build();
    ConnectionConfig expected =
        marked.withSettings(ConnectionSettings.NONE.with(Setting.GUARD, Guard.READ_ONLY.word()));
    try (SqliteStorage storage = open()) {
      storage.connections().save(plain);
      storage.connections().save(marked);
      writeReadOnly(marked, 1L);

      assertThat(storage.connections().all()).containsExactlyInAnyOrder(plain, expected);
      assertThat(storage.connections().find(marked.id()).map(Guard::of)).contains(Guard.READ_ONLY);

      storage.connections().save(expected);
      writeReadOnly(plain, 0L);
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.check()).isEmpty();
      assertThat(storage.connections().all()).containsExactlyInAnyOrder(plain, expected);

      storage.connections().save(marked);
      assertThat(storage.connections().find(marked.id())).as("lifted by a person").contains(marked);
    }
  }

  @Test
  void theOldReadOnlyMarkOutlivesTheMigrationOfAFirstStore() throws Exception {
    OldStore.write(file(), 3);
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("update connection set read_only = 1 where name = 'c 1'");
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.check()).isEmpty();
      assertThat(storage.connections().all())
          .extracting(ConnectionConfig::name, Guard::of)
          .containsExactly(
              tuple("c 0", Guard.SILENT),
              tuple("c 1", Guard.READ_ONLY),
              tuple("c 2", Guard.SILENT));
    }
  }

  /// Writes the column as a Tusk of another age does, with the row's checksum and the tally.
  private void writeReadOnly(ConnectionConfig config, long value) throws SQLException {
    try (Connection raw = raw()) {
      raw.setAutoCommit(false);
      List<@Nullable Object[]> rows =
          Table.CONNECTION.select(
              raw, "id = ?", () -> fail("a damaged row"), config.id().toString());
      for (@Nullable Object[] row : rows) {
        row[Table.CONNECTION.at("read_only")] = value;
        Table.CONNECTION.put(raw, row);
      }
      raw.commit();
      assertThat(rows).hasSize(1);
    }
  }

  @Test
  void onlyTheOwnerCanReadTheFiles() throws IOException {
    try (SqliteStorage storage = open()) {
      storage.settings().put("theme", "dark");
      try (Stream<Path> files = Files.list(file().getParent())) {
        assertThat(files)
            .extracting(Path::getFileName)
            .extracting(Path::toString)
            .contains("tusk.db", "tusk.db-wal", "tusk.db-shm");
      }
      try (Stream<Path> files = Files.list(file().getParent())) {
        for (Path each : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .isEqualTo("rw-------");
        }
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void twoHandlesWriteTheSameFileAtOnceAndSeeEachOthersWork() throws Exception {
    try (SqliteStorage one = open();
        SqliteStorage two = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int number = thread;
        SqliteStorage storage = thread % 2 == 0 ? one : two;
        work.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    storage.settings().put(number + "." + i, "x");
                    storage
                        .history()
                        .add(HistoryStoreContract.entry(number * 1_000 + i, "select " + i));
                  }
                }));
      }
      for (Future<?> each : work) {
        each.get();
      }
      assertThat(one.settings().all()).hasSize(200);
      assertThat(two.settings().all()).hasSize(200);
      assertThat(two.history().search("", 1_000)).hasSize(200);
    }
  }

  @Test
  void historyKeepsTheNewest() {
    try (SqliteStorage storage = open()) {
      SqliteFile shared = storage.file();
      SqliteHistory history = new SqliteHistory(shared, 10, () -> {});
      for (int i = 1; i <= 35; i++) {
        history.add(HistoryStoreContract.entry(i, "select " + i));
      }
      assertThat(history.search("", 100))
          .hasSize(10)
          .extracting(QueryHistoryEntry::sql)
          .startsWith("select 35")
          .endsWith("select 26");
    }
  }

  @Test
  void fullDiskIsNamedAndNothingIsHalfWritten() {
    try (SqliteStorage storage = open()) {
      storage.settings().put("small", "x");
      // The same answer as a full disk gives, without filling one.
      storage
          .file()
          .read(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.execute("pragma max_page_count = 30");
                }
              });

      TuskException failure =
          catchThrowableOfType(
              TuskException.class, () -> storage.settings().put("large", "y".repeat(1_000_000)));

      assertThat(failure.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> {
                assertThat(error.cause()).isEqualTo(Disk.FULL);
                assertThat(error.message()).contains("tusk.db").contains("make room");
              });
      assertThat(storage.settings().all()).containsOnlyKeys("small");
      storage.settings().put("small", "goes on");
      assertThat(storage.settings().all()).containsEntry("small", "goes on");
    }
  }

  @Test
  void readOnlyFileIsNamed() {
    try (SqliteStorage storage = open()) {
      storage
          .file()
          .read(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.execute("pragma query_only = on");
                }
              });

      TuskException failure =
          catchThrowableOfType(TuskException.class, () -> storage.settings().put("a", "b"));

      assertThat(failure.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> {
                assertThat(error.cause()).isEqualTo(Disk.READ_ONLY);
                assertThat(error.message()).contains("permission");
              });
    }
  }

  @Test
  void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
    Files.writeString(directory.resolve("some"), "not a directory");

    TuskException failure = catchThrowableOfType(TuskException.class, this::open);

    assertThat(failure.error()).isInstanceOf(TuskError.StorageFailed.class);
    assertThat(failure.error().message()).contains("tusk.db").contains("director");
  }

  @Test
  void closedStorageSaysSo() {
    SqliteStorage storage = open();
    storage.close();
    storage.close();

    TuskException failure =
        catchThrowableOfType(TuskException.class, () -> storage.settings().put("a", "b"));

    assertThat(failure.error().message()).contains("closing");
  }

  @Test
  void memoryStorageTellsThatItForgets() {
    try (SqliteStorage storage = SqliteStorage.inMemory("Nothing is kept")) {
      assertThat(storage.notice()).contains("Nothing is kept");
      storage.connections().save(connection("shop").build());
      assertThat(storage.connections().all()).hasSize(1);
      storage.history().add(HistoryStoreContract.entry(1, "select 1"));
      storage.history().clear();
    }
  }

  @Test
  void unusableConnectionDoesNotHideTheOthers() throws Exception {
    try (SqliteStorage storage = open()) {
      storage.connections().save(connection("good").build());
      storage.connections().save(connection("bad").build());
      try (Connection raw = raw();
          Statement statement = raw.createStatement()) {
        statement.execute("update connection set port = 0 where name = 'bad'");
      }
      assertThat(storage.connections().all()).containsExactly(connection("good").build());
    }
  }
}
