package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.harness.crash.CrashChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others can read of the store, and what stays of what was removed.
class PrivateStoreTest {
  private static final String SECRET = "TUSKCANARY-5a1e77ab1e0fc0de";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("own").resolve("tusk.db");
  }

  /// How many files hold the secret's bytes.
  private int sweep() throws IOException {
    int hits = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(each, StandardCharsets.ISO_8859_1);
        hits += content.contains(SECRET) ? 1 : 0;
      }
    }
    return hits;
  }

  @Test
  @Requirement("C-5")
  void nothingOfARemovedRowStaysInAnyFile() throws Exception {
    TabId tab = new TabId(new UUID(1, 2));
    ConnectionId connection = new ConnectionId(new UUID(3, 4));
    int there = 0;
    int hits = 0;
    try (SqliteStorage storage = SqliteStorage.open(file(), Natives.DIRECTORY)) {
      Sample.fill(storage, 100);
      // Short, and long enough for overflow pages.
      for (String text : List.of(SECRET, (SECRET + " ").repeat(2_000))) {
        storage.workspace().save(new SavedTab(tab, "t", null, text, 0, 0, false));
        there += sweep() > 0 ? 1 : 0;
        storage.workspace().remove(tab);
        hits += sweep();
        storage.settings().put("secret", text);
        there += sweep() > 0 ? 1 : 0;
        storage.settings().remove("secret");
        hits += sweep();
        storage
            .connections()
            .save(ConnectionBuilder.connection("c").id(connection).user(text).build());
        there += sweep() > 0 ? 1 : 0;
        storage.connections().remove(connection);
        hits += sweep();
        storage.history().add(HistoryStoreContract.entry(5_000, text));
        assertThat(storage.check()).isEmpty();
        there += sweep() > 0 ? 1 : 0;
        storage.history().clear();
        hits += sweep();
      }
    }
    hits += sweep();
    Figure.exactly("removed_rows_that_were_there", there, 8);
    Figure.exactly("removed_rows_hits", hits, 0);
  }

  @Test
  @Requirement("C-5")
  void twinWithoutSecureDeleteKeepsWhatWasRemoved() throws Exception {
    Files.createDirectories(Sample.directoryOf(file()));
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = raw.createStatement()) {
      statement.execute("pragma secure_delete = off");
      statement.execute("create table t (x)");
      try (PreparedStatement insert = raw.prepareStatement("insert into t values ('other'), (?)")) {
        insert.setString(1, SECRET);
        insert.execute();
      }
      statement.execute("delete from t where rowid = 2");
    }
    Figure.atLeast("removed_rows_twin_hits", sweep(), 1);
  }

  @Test
  @Requirement("D-18")
  void allFilesAreTheOwnersUnderAnyMask() throws Exception {
    List<String> open = new ArrayList<>();
    int files = 0;
    for (String mask : List.of("000", "022", "027", "077")) {
      Path file = directory.resolve("mask" + mask).resolve("tusk.db");
      try (CrashChild child =
          CrashChild.start(
              List.of("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh"),
              List.of(),
              SqliteChild.class,
              "backup",
              file.toString(),
              directory.resolve("mask" + mask).resolve("native").toString(),
              "0")) {
        child.awaitReady(Duration.ofSeconds(30));
        Path copies = file.resolveSibling("copies");
        for (int i = 0; i < 3_000 && !holdsAFile(copies); i++) {
          Thread.sleep(20);
        }
        Thread.sleep(300);
        child.kill();
      }
      try (Stream<Path> all = Files.walk(Sample.directoryOf(file))) {
        for (Path each : all.toList()) {
          files++;
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
          if (!mode.endsWith("------")) {
            open.add(each + " " + mode);
          }
        }
      }
    }
    assertThat(open).isEmpty();
    assertThat(files).isGreaterThan(20);
  }

  private static boolean holdsAFile(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  @Test
  @Requirement("D-18")
  void nothingIsWrittenThroughALink() throws Exception {
    Path target = directory.resolve("target");
    for (String name :
        List.of(
            "tusk.db",
            "tusk.db-wal",
            "tusk.db-shm",
            "tusk.db-journal",
            "tusk.db.lock",
            "tusk.db.state",
            "tusk.db.damaged",
            "copies")) {
      Sample.clean(directory);
      Files.createDirectories(Sample.directoryOf(file()));
      boolean folder = name.equals("copies");
      if (folder) {
        Files.createDirectory(target);
      } else {
        Files.writeString(target, "theirs");
      }
      var modes = Files.getPosixFilePermissions(target);
      Files.createSymbolicLink(file().resolveSibling(name), target);
      if (List.of("tusk.db.state", "tusk.db.damaged", "copies").contains(name)) {
        // Without these Tusk works.
        try (SqliteStorage storage = SqliteStorage.open(file(), Natives.DIRECTORY)) {
          storage.settings().put("works", "yes");
          assertThat(storage.check()).isEmpty();
          storage.file().noteDamage();
        }
      } else {
        TuskException failure =
            catchThrowableOfType(
                TuskException.class, () -> SqliteStorage.open(file(), Natives.DIRECTORY));
        assertThat(failure.error().message()).contains(name, "symbolic link", "another data");
      }
      assertThat(Files.getPosixFilePermissions(target)).isEqualTo(modes);
      if (folder) {
        try (Stream<Path> files = Files.list(target)) {
          assertThat(files).isEmpty();
        }
      } else {
        assertThat(Files.readString(target)).as(name).isEqualTo("theirs");
      }
    }
  }
}
