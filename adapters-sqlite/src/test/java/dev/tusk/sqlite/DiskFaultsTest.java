package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.crash.CrashChild;
import dev.tusk.harness.files.Nobody;
import dev.tusk.harness.files.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are full, read-only or not ours, each provoked for real.
@Requirement({"E-22", "FR-004"})
class DiskFaultsTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");

  @TempDir Path directory;

  private SmallDisk disk(int kilobytes) throws IOException {
    assumeTrue(SmallDisk.refusal().isEmpty(), () -> SmallDisk.refusal().orElse(""));
    Path place = Files.createDirectories(directory.resolve("disk"));
    return SmallDisk.mount(place, kilobytes);
  }

  private static void is(Throwable failure, Disk cause, String... parts) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            TuskException.class,
            tusk -> {
              assertThat(tusk.error())
                  .isInstanceOfSatisfying(
                      TuskError.StorageFailed.class,
                      error -> {
                        assertThat(error.cause()).as(error.message()).isEqualTo(cause);
                        assertThat(error.message()).contains(parts);
                      });
              assertThat(tusk.getCause()).isNotNull();
            });
  }

  @Test
  void fullDiskLosesNothingThatWasAcknowledgedAndTuskGoesOnWhenThereIsRoom() throws Exception {
    int refusedToOpen = 0;
    int writes = 0;
    int lost = 0;
    int partial = 0;
    int corrupt = 0;
    int notRecovered = 0;
    int sizes = 0;
    int step = LONG ? 4 : 64;
    for (int kilobytes = 40; kilobytes <= 1_036; kilobytes += step) {
      sizes++;
      try (SmallDisk disk = disk(kilobytes)) {
        Path file = disk.directory().resolve("tusk.db");
        SqliteStorage storage;
        try {
          storage = SqliteStorage.open(file, Natives.DIRECTORY);
        } catch (TuskException full) {
          is(full, Disk.FULL, file.toString(), "bytes free", "make room");
          refusedToOpen++;
          disk.resize(4_096);
          try (SqliteStorage later = SqliteStorage.open(file, Natives.DIRECTORY)) {
            notRecovered += later.notice().isPresent() ? 1 : 0;
          }
          continue;
        }
        List<String> done = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (storage) {
          assertThat(storage.notice()).isEmpty();
          for (int i = 0; refused.isEmpty(); i++) {
            assertThat(i).isLessThan(20_000);
            String what = List.of("history", "connection", "settings", "autosave").get(i % 4);
            try {
              SqliteChild.one(what, storage, i);
              done.add(what + " " + i);
            } catch (TuskException full) {
              is(full, Disk.FULL, file.toString(), "bytes free", "make room");
              refused.add(what + " " + i);
            }
          }
          writes += done.size();
          lost += missing(storage, done);
          partial += refused.size() - missing(storage, refused);
          disk.resize(kilobytes + 2_048);
          storage.settings().put("after", "works");
          notRecovered += storage.settings().all().containsKey("after") ? 0 : 1;
          corrupt += storage.check().isPresent() ? 1 : 0;
        }
        try (SqliteStorage again = SqliteStorage.open(file, Natives.DIRECTORY)) {
          corrupt += again.notice().isPresent() || again.check().isPresent() ? 1 : 0;
          lost += missing(again, done);
        }
      }
    }
    Figure.report("disk_full_sizes", sizes);
    Figure.report("disk_full_too_small_to_open", refusedToOpen);
    Figure.report("disk_full_acknowledged_writes", writes);
    Figure.exactly("disk_full_lost_writes", lost, 0);
    Figure.exactly("disk_full_partial_writes", partial, 0);
    Figure.exactly("disk_full_corrupt_stores", corrupt, 0);
    Figure.exactly("disk_full_not_recovered", notRecovered, 0);
  }

  /// How many of the writes are not there.
  private static int missing(SqliteStorage storage, List<String> writes) {
    Sample now = Sample.of(storage);
    int missing = 0;
    for (String write : writes) {
      int i = Integer.parseInt(write.substring(write.indexOf(' ') + 1));
      boolean there =
          switch (write.substring(0, write.indexOf(' '))) {
            case "history" -> now.history().stream().anyMatch(e -> e.sql().equals("select " + i));
            case "connection" -> now.connections().contains(SqliteChild.connection(i));
            case "settings" -> now.settings().containsKey("key " + i);
            // A later text of the same tab may have taken its place.
            default ->
                now.tabs().stream()
                    .anyMatch(tab -> tab.id().equals(SqliteChild.tab(i).id()) && tab.caret() >= i);
          };
      missing += there ? 0 : 1;
    }
    return missing;
  }

  @Test
  @Requirement({"EC-6", "E-9"})
  void damagedStoreOnAFullDiskStaysAsItIsAndMemoryServesItsRows() throws Exception {
    try (SmallDisk disk = disk(2_000)) {
      Path file = disk.directory().resolve("tusk.db");
      try (SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY)) {
        Sample.fill(storage, 60);
      }
      byte[] damaged = Files.readAllBytes(file);
      damaged[70] ^= 1;
      Files.write(file, damaged);
      fillUp(disk);

      try (SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY)) {
        assertThat(storage.notice().orElseThrow())
            .contains("was damaged", "30 of 30 saved connections", "kept until Tusk ends");
        assertThat(storage.connections().all()).hasSize(30);
        storage.settings().put("works", "yes");
        assertThat(storage.settings().all()).containsEntry("works", "yes");
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
      try (Stream<Path> files = Files.list(disk.directory())) {
        assertThat(files).noneMatch(each -> each.toString().contains("repaired"));
      }

      Files.delete(disk.directory().resolve("filler"));
      try (SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY)) {
        assertThat(storage.notice().orElseThrow()).contains("60 of 60 entries", "kept as");
      }
    }
  }

  private static void fillUp(SmallDisk disk) throws IOException {
    Path filler = disk.directory().resolve("filler");
    var _ =
        catchThrowable(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                Files.write(
                    filler, new byte[4_096], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
              }
            });
  }

  @Test
  void diskThatIsReadOnlyFromTheStartIsNamedAndNothingIsTouched() throws Exception {
    try (SmallDisk disk = disk(1_024)) {
      Path file = disk.directory().resolve("tusk.db");
      try (SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY)) {
        Sample.fill(storage, 10);
      }
      byte[] before = Files.readAllBytes(file);
      disk.readOnly(true);

      Throwable failure = catchThrowable(() -> SqliteStorage.open(file, Natives.DIRECTORY));

      is(failure, Disk.READ_ONLY, file.toString(), "permission", "another data directory");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
      disk.readOnly(false);
      try (SqliteStorage storage = SqliteStorage.open(file, Natives.DIRECTORY)) {
        assertThat(storage.notice()).isEmpty();
        assertThat(storage.connections().all()).hasSize(30);
      }
    }
  }

  @Test
  void directoryAndFileWithoutPermissionAreNamed() throws Exception {
    assumeTrue(Nobody.refusal().isEmpty(), () -> Nobody.refusal().orElse(""));
    Path open = Files.createTempDirectory("tusk-nobody");
    try {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path jars = Files.createDirectory(open.resolve("jars"));
      String classPath = Nobody.classPath(jars);
      Files.setPosixFilePermissions(jars, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path theirs = Files.createDirectory(open.resolve("theirs"));
      Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path readable = theirs.resolve("tusk.db");
      for (Path file : List.of(theirs.resolve("deeper").resolve("tusk.db"), readable, readable)) {
        try (CrashChild child =
            CrashChild.start(
                Nobody.prefix(),
                List.of("-cp", classPath),
                SqliteChild.class,
                "fail",
                file.toString(),
                open.resolve("native").toString())) {
          assertThat(child.await()).isZero();
          assertThat(child.said())
              .singleElement()
              .asString()
              .contains("StorageFailed", "READ_ONLY", file.toString(), "permission");
        }
        Files.writeString(readable, "theirs", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
      }
      assertThat(Files.readString(readable)).isEqualTo("theirs");
    } finally {
      Sample.clean(open);
      Files.delete(open);
    }
  }

  @Test
  void placesThatCanHoldNoStoreAreNamed() throws Exception {
    Path plain = Files.writeString(directory.resolve("plain"), "a file");
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, directory.resolve("pool"));
    Files.createSymbolicLink(directory.resolve("pool"), loop);
    for (Path file :
        List.of(
            plain.resolve("tusk.db"),
            plain.resolve("deeper").resolve("tusk.db"),
            loop.resolve("tusk.db"),
            directory.resolve("y".repeat(256)).resolve("tusk.db"))) {
      TuskException failure =
          catchThrowableOfType(
              TuskException.class, () -> SqliteStorage.open(file, Natives.DIRECTORY));
      assertThat(failure.error()).isInstanceOf(TuskError.StorageFailed.class);
      assertThat(failure.error().message()).contains(file.toString());
      assertThat(failure.getCause()).isNotNull();
    }
    Path long255 = directory.resolve("z".repeat(255)).resolve("tusk.db");
    try (SqliteStorage storage = SqliteStorage.open(long255, Natives.DIRECTORY)) {
      storage.settings().put("works", "yes");
    }
  }
}
