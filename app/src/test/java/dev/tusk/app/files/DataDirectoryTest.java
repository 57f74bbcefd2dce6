package dev.tusk.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.app.files.BrokenDirectory.Fault;
import dev.tusk.app.process.JavaProcess;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way in which a data directory can fail, provoked on the real program without a display:
/// a text, an exit code, and nothing left behind.
@Requirement({"FR-027a", "EC-1"})
class DataDirectoryTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void aDirectoryThatCannotBeUsedIsSaidWithWhatToDo(Fault fault) throws Exception {
    try (BrokenDirectory data = BrokenDirectory.make(fault, home)) {
      Map<String, String> before = tree(home);
      JavaProcess tusk = new JavaProcess(Files.createTempDirectory("tusk-scratch"));
      data.applyTo(tusk);
      Process process = tusk.errorsReadable().start("dev.tusk.app.Main", "connections", "list");
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(5);
      assertThat(said)
          .contains(data.path().toString(), fault.words(), "choose another data directory")
          .doesNotContain("Exception", "\tat ");
      assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(2);
      assertThat(tree(home)).as("nothing is left behind").isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN_PARENT", "FORBIDDEN"})
  void theAnswerIsThereWithinASecond(Fault fault) throws Exception {
    try (BrokenDirectory data = BrokenDirectory.make(fault, home)) {
      long began = System.nanoTime();
      TuskException refused =
          catchThrowableOfType(TuskException.class, () -> DataDirectory.prepare(data.path()));
      assertThat(refused).hasMessageContaining(fault.words());
      Figure.atMost("data_directory_refused_ms_" + fault, (System.nanoTime() - began) / 1e6, 1_000);
    }
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
