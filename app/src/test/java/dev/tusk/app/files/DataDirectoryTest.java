package dev.tusk.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.app.process.SmallDisk;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way in which a data directory can fail, provoked on the real program without a display:
/// a text, an exit code, and nothing left behind.
@Requirement({"FR-027a", "EC-1"})
class DataDirectoryTest {
  @TempDir Path home;
  private @Nullable SmallDisk disk;

  /// What is wrong with the directory.
  enum Fault {
    FORBIDDEN_PARENT("You may not write", true),
    FORBIDDEN("You may not write", true),
    READ_ONLY_DISK("read-only", false),
    FULL_DISK("is full", false),
    A_FILE("is a file", false),
    UNDER_A_FILE("cannot be made", false),
    DANGLING_LINK("is a link to a place that does not exist", false),
    LINK_LOOP("is a link to a place that does not exist", false),
    NAME_TOO_LONG("cannot be made", false),
    ANOTHERS("belongs to nobody", false);

    private final String words;
    private final boolean unprivileged;

    Fault(String words, boolean unprivileged) {
      this.words = words;
      this.unprivileged = unprivileged;
    }
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDirectoryThatCannotBeUsedIsSaidWithWhatToDo(Fault fault) throws Exception {
    assumeTrue(
        !fault.unprivileged || JavaProcess.canGiveUpPrivileges(),
        "needs root and setpriv, to give up root's privileges");
    Path data = provoke(fault);
    Map<String, String> before = tree(home);
    JavaProcess tusk = new JavaProcess(Files.createTempDirectory("tusk-scratch"));
    tusk.with("TUSK_DATA_DIR", data.toString()).with("HOME", home.toString()).errorsReadable();
    if (fault.unprivileged) {
      tusk.unprivileged();
    }
    Process process = tusk.start("dev.tusk.app.Main", "connections", "list");
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(5);
    assertThat(said)
        .contains(data.toString(), fault.words, "choose another data directory")
        .doesNotContain("Exception", "\tat ");
    assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(2);
    assertThat(tree(home)).as("nothing is left behind").isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN_PARENT", "FORBIDDEN"})
  void theAnswerIsThereWithinASecond(Fault fault) throws Exception {
    Path data = provoke(fault);
    long began = System.nanoTime();
    TuskException refused =
        catchThrowableOfType(TuskException.class, () -> DataDirectory.prepare(data));
    assertThat(refused).hasMessageContaining(fault.words);
    Figure.atMost("data_directory_refused_ms_" + fault, (System.nanoTime() - began) / 1e6, 1_000);
  }

  @Test
  @Requirement({"FR-025", "US2.1"})
  void allIsTheOwnersAloneUnderAnyUmask() throws Exception {
    for (String umask : List.of("000", "022", "027", "077")) {
      Path under = Files.createDirectory(home.resolve("umask" + umask));
      Path data = under.resolve("missing").resolve("tusk ünïcode");
      Process process =
          new JavaProcess(Files.createTempDirectory("tusk-scratch"))
              .through("bash", "-c", "umask " + umask + "; exec \"$@\"", "bash")
              .with("TUSK_DATA_DIR", data.toString())
              .with("TUSK_LOG", "trace")
              .errorsReadable()
              .start("dev.tusk.app.Main", "connections", "add", "x", "--url", "postgresql://u@h/d");
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(umask + " " + said).isZero();
      assertThat(data.resolve("tusk.db")).isRegularFile();
      Map<String, String> found = tree(under);
      found.remove("");
      assertThat(found).as(umask).isNotEmpty();
      assertThat(found.entrySet())
          .as(umask)
          .allSatisfy(
              each ->
                  assertThat(each.getValue())
                      .as(each.getKey())
                      .startsWith(each.getValue().startsWith("d") ? "drwx------" : "-rw-------"));
    }
  }

  private Path provoke(Fault fault) throws Exception {
    Path data = home.resolve("data");
    switch (fault) {
      case FORBIDDEN_PARENT -> {
        Path parent = Files.createDirectory(home.resolve("locked"));
        only(parent, "r-x------");
        return parent.resolve("tusk");
      }
      case FORBIDDEN -> only(Files.createDirectory(data), "r-x------");
      case READ_ONLY_DISK -> mount(data).makeReadOnly();
      case FULL_DISK -> mount(data);
      case A_FILE -> Files.writeString(data, "mine");
      case UNDER_A_FILE -> {
        Files.writeString(data, "mine");
        return data.resolve("tusk");
      }
      case DANGLING_LINK -> Files.createSymbolicLink(data, home.resolve("nowhere"));
      case LINK_LOOP -> Files.createSymbolicLink(data, data);
      case NAME_TOO_LONG -> {
        return data.resolve("n".repeat(256));
      }
      case ANOTHERS -> {
        Files.createDirectory(data);
        only(data, "rwxrwxrwx");
        assumeTrue(
            new ProcessBuilder("chown", "nobody", data.toString()).start().waitFor() == 0,
            "needs root, to give a directory away");
      }
    }
    return data;
  }

  private SmallDisk mount(Path at) throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(at, 256);
    assumeTrue(mounted.isPresent(), "needs root, to mount a small disk");
    SmallDisk small = mounted.orElseThrow();
    disk = small;
    return small;
  }

  private static void only(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /// All beneath a folder, with kind, permissions and size of files.
  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        String kind =
            Files.isSymbolicLink(each)
                ? "l"
                : Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) ? "d" : "-";
        found.put(
            folder.relativize(each).toString(),
            kind
                + PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS)));
      }
    }
    return found;
  }
}
