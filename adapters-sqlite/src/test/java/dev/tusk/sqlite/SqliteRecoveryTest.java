package dev.tusk.sqlite;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.sqlite.recovery.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecoveryTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void fill() {
    file = directory.resolve("tusk.db");
    try (SqliteStorage storage = open()) {
      for (int i = 0; i < 20; i++) {
        storage.connections().save(connection("shop " + i).build());
        storage.history().add(HistoryStoreContract.entry(i, "select " + "x".repeat(500)));
      }
    }
  }

  private SqliteStorage open() {
    return SqliteStorage.open(file, Natives.DIRECTORY);
  }

  private List<Path> setAside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(each -> each.getFileName().toString().contains(".corrupt-")).toList();
    }
  }

  private void isSetAsideWhole(byte[] damaged) throws IOException {
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isPresent();
      List<Path> kept = setAside();
      assertThat(kept).hasSize(1);
      assertThat(storage.notice().orElseThrow())
          .contains("damaged", kept.getFirst().toString(), "begun a new one");
      assertThat(Files.readAllBytes(kept.getFirst())).isEqualTo(damaged);
      assertThat(storage.connections().all()).isEmpty();
      storage.connections().save(connection("new").build());
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice()).isEmpty();
      assertThat(storage.connections().all()).hasSize(1);
    }
    assertThat(setAside()).hasSize(1);
  }

  private byte[] write(byte[] content) throws IOException {
    Files.write(file, content);
    return content;
  }

  @Test
  void textFileIsSetAside() throws IOException {
    isSetAsideWhole(write("This is no database\n".repeat(500).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void emptyFileIsNotTakenForAFirstStart() throws IOException {
    isSetAsideWhole(write(new byte[0]));
  }

  @Test
  void truncatedFileIsSetAside() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    isSetAsideWhole(write(Arrays.copyOf(whole, whole.length / 2)));
  }

  @Test
  void damagedHeaderIsSetAside() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, 0, 16, (byte) 'x');
    isSetAsideWhole(write(whole));
  }

  @Test
  void overwrittenPageIsSetAside() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, 4_096, 8_192, (byte) 0x5A);
    isSetAsideWhole(write(whole));
  }

  @Test
  void databaseOfAnotherProgramIsSetAside() throws Exception {
    Files.delete(file);
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = raw.createStatement()) {
      statement.execute("create table theirs (x)");
    }
    isSetAsideWhole(Files.readAllBytes(file));
  }

  @Test
  void secondDamageInTheSameSecondOverwritesNothing() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(("no database " + i).getBytes(StandardCharsets.UTF_8));
      open().close();
    }
    assertThat(setAside()).hasSize(3);
  }

  @Test
  void directoryInPlaceOfTheFileIsRefusedWithAReason() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);

    TuskException failure = catchThrowableOfType(TuskException.class, this::open);

    assertThat(failure.error()).isInstanceOf(TuskError.StorageFailed.class);
    assertThat(failure.error().message()).contains("tusk.db");
  }

  @Test
  void whereNoNewFileCanBeBegunMemoryServesAndTheOriginalStays() throws IOException {
    // No room in the name for the time that is appended when a file is set aside.
    file = directory.resolve("x".repeat(245));
    byte[] damaged = write("This is no database\n".repeat(500).getBytes(StandardCharsets.UTF_8));

    try (SqliteStorage storage = open()) {
      assertThat(storage.notice().orElseThrow()).contains("damaged", "lost", "writable");
      storage.settings().put("works", "yes");
      assertThat(storage.settings().all()).containsEntry("works", "yes");
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void damageFoundByTheCheckIsSetAsideAtTheNextStart() throws IOException, SQLException {
    try (SqliteStorage storage = open()) {
      byte[] whole = Files.readAllBytes(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        int from = whole.length / 4_096 / 2 * 4_096;
        for (int at = from; at < whole.length; at += 4_096) {
          channel.write(ByteBuffer.wrap(new byte[100]), at);
        }
      }
      storage.settings().put("pushes", "the cache out of date");
      // A second connection, since the first has the pages in its cache.
      try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        assertThat(Damage.check(raw)).isPresent();
      }
      sqliteForget(storage);
      assertThat(storage.check().orElseThrow()).contains("damaged", "next start");
    }
    try (SqliteStorage storage = open()) {
      assertThat(storage.notice().orElseThrow()).contains("last used");
    }
    assertThat(setAside()).isNotEmpty();
  }

  private static void sqliteForget(SqliteStorage storage) {
    storage
        .file()
        .read(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute("pragma shrink_memory");
              }
            });
  }

  @Test
  void randomDamageNeverKeepsTuskFromStarting() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(4711);
    int noticed = 0;
    for (int round = 0; round < 100; round++) {
      byte[] damaged = whole.clone();
      int count = 1 + random.nextInt(32);
      for (int i = 0; i < count; i++) {
        int at = random.nextInt(random.nextInt(4) == 0 ? 100 : damaged.length);
        damaged[at] ^= (byte) (1 + random.nextInt(255));
      }
      clean();
      Files.write(file, damaged);
      try (SqliteStorage storage = open()) {
        noticed += storage.notice().isPresent() ? 1 : 0;
        storage.settings().put("works", "yes");
        assertThat(storage.settings().all()).containsEntry("works", "yes");
        assertThat(storage.workspace().tabs()).isNotNull();
        assertThat(storage.connections().all()).isNotNull();
      } catch (TuskException refused) {
        // A version number that was changed upwards looks like a newer Tusk's file.
        assertThat(refused.error())
            .isInstanceOfSatisfying(
                TuskError.StorageFailed.class,
                error ->
                    assertThat(error.cause()).as(error.message()).isEqualTo(TuskError.Disk.NEWER));
      }
    }
    assertThat(noticed).isGreaterThan(25);
  }

  private void clean() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
  }
}
