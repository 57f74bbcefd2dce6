package dev.tusk.sqlite.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.SpillFile;
import dev.tusk.core.result.SpillFiles;
import dev.tusk.core.result.SpillFilesContract;
import dev.tusk.harness.crash.CrashChild;
import dev.tusk.harness.files.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillDirectoryTest implements SpillFilesContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path home;
  private final List<SpillDirectory> opened = new ArrayList<>();

  @Override
  public SpillFiles spillFiles() {
    return open(0);
  }

  private Path place() {
    return home.resolve("results");
  }

  private SpillDirectory open(long reserve) {
    SpillDirectory directory = new SpillDirectory(place(), reserve);
    opened.add(directory);
    return directory;
  }

  @AfterEach
  void close() {
    opened.forEach(SpillDirectory::close);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private List<Path> spilled() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".rows")).toList();
  }

  private CrashChild child(List<String> prefix, String... arguments) throws IOException {
    CrashChild child = CrashChild.start(prefix, List.of(), SpillChild.class, arguments);
    child.awaitReady(PATIENCE);
    return child;
  }

  @Test
  void nothingIsMadeBeforeItIsNeededAndNothingIsLeft() throws IOException {
    SpillDirectory directory = open(0);
    directory.sweep();
    assertThat(home).isEmptyDirectory();

    SpillFile file = directory.create();
    SpillFile other = directory.create();
    assertThat(spilled()).hasSize(2);
    file.close();
    assertThat(spilled()).hasSize(1);
    directory.close();

    assertThat(place()).isEmptyDirectory();
    assertThatThrownBy(() -> other.read(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(directory::create).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatACrashLeftGoesWithTheNextSweepAndWhatIsInUseStays() throws Exception {
    SpillDirectory living = open(0);
    SpillFile mine = living.create();
    mine.append(List.of(new byte[] {7}));
    try (CrashChild crashed = child(List.of(), "hold", place().toString());
        CrashChild other = child(List.of(), "hold", place().toString())) {
      assertThat(spilled()).hasSize(3);
      open(0).sweep();
      assertThat(spilled()).as("all are held").hasSize(3);

      crashed.kill();
      open(0).sweep();

      assertThat(spilled()).hasSize(2);
      assertThat(mine.read(0, 1)).containsExactly(7);
      other.kill();
    }
    open(0).sweep();
    assertThat(spilled()).hasSize(1);
  }

  /// A sweep of the same process must not drop its lock, or the next process would take the files.
  @Test
  void aSweepDoesNotUncoverTheFilesOfItsOwnProcess() throws Exception {
    SpillFile mine = open(0).create();
    open(0).sweep();

    try (CrashChild other = child(List.of(), "many", place().toString(), "1")) {
      assertThat(other.await()).isZero();
    }

    assertThat(spilled()).hasSize(1);
    mine.close();
  }

  /// Processes that come, go and sweep at the same time never take each other's files.
  @Test
  void processesThatSweepAtOnceLeaveEachOtherAlone() throws Exception {
    int rounds = 60;
    List<CrashChild> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(child(List.of(), "many", place().toString(), String.valueOf(rounds)));
    }
    for (CrashChild each : children) {
      try (each) {
        assertThat(each.await()).isZero();
        assertThat(each.acknowledged()).hasSize(rounds).containsOnly(3);
      }
    }
    assertThat(place()).isEmptyDirectory();
  }

  @Test
  void aFolderWithoutALockIsSweptAndALinkIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Path precious = Files.createFile(elsewhere.resolve("1.rows"));
    Files.createDirectories(place().resolve("halfway"));
    Files.createSymbolicLink(place().resolve("link"), elsewhere);

    open(0).sweep();

    assertThat(place().resolve("halfway")).doesNotExist();
    assertThat(precious).exists();
  }

  @Test
  void onlyTheOwnerCanReadUnderAnyUmask() throws Exception {
    for (String mask : List.of("000", "022", "077", "177")) {
      Path under = Files.createDirectory(home.resolve("umask" + mask));
      try (CrashChild child =
          child(
              List.of("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh"),
              "hold",
              under.toString())) {
        try (Stream<Path> made = Files.walk(under)) {
          List<String> modes =
              made.filter(each -> !each.equals(under))
                  .map(each -> (Files.isDirectory(each) ? "d" : "-") + mode(each))
                  .toList();
          assertThat(modes).as(mask).hasSize(3).containsOnly("drwx------", "-rw-------");
        }
        child.kill();
      }
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @Test
  void aFullDiskIsSaidAndWhatWasWrittenStays() throws IOException {
    assumeTrue(SmallDisk.refusal().isEmpty(), () -> SmallDisk.refusal().orElse(""));
    try (SmallDisk disk = SmallDisk.mount(Files.createDirectories(place()), 1_000)) {
      // Beyond the room that is asked for first, the disk itself refuses.
      SpillDirectory directory = open(-(1L << 30));
      SpillFile file = directory.create();
      byte[] part = new byte[50_000];
      part[49_999] = 9;
      int parts = 0;
      TuskException full = null;
      while (full == null) {
        full = catchThrowableOfType(TuskException.class, () -> file.append(List.of(part, part)));
        parts += full == null ? 2 : 0;
      }

      assertThat(full.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> {
                assertThat(error.cause()).isEqualTo(TuskError.Disk.FULL);
                assertThat(error.message()).contains("is full", "make room");
              });
      assertThat(parts).isGreaterThan(10);
      assertThat(file.size()).isEqualTo(parts * 50_000L);
      for (int i = 0; i < parts; i++) {
        assertThat(file.read(i * 50_000L + 49_999, 1)).containsExactly(9);
      }
      disk.resize(2_000);
      file.append(List.of(part));
      assertThat(file.size()).isEqualTo((parts + 1) * 50_000L);
      directory.close();
    }
  }

  @Test
  void theLastRoomOfADiskIsLeftToOthers() throws IOException {
    long free = Files.getFileStore(home).getUsableSpace();
    try (SpillFile file = open(free + (1L << 30)).create()) {
      TuskException refused =
          catchThrowableOfType(TuskException.class, () -> file.append(List.of(new byte[1])));

      assertThat(refused.error())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class,
              error -> assertThat(error.cause()).isEqualTo(TuskError.Disk.FULL));
    }
  }
}
