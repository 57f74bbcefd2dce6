package dev.tusk.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requirement({"FR-027a", "EC-1"})
class ChosenDirectoriesTest {
  private static final Path USUAL = Path.of("/usual/tusk");
  private static final Path OTHER = Path.of("/other place/tusk");

  @TempDir Path home;

  @Test
  void aChoiceIsThereAtTheNextStart() throws IOException {
    Path file = home.resolve("config/tusk/data-directories");
    new ChosenDirectories(file).remember(USUAL, OTHER);
    new ChosenDirectories(file).remember(Path.of("/third"), Path.of("/fourth"));
    ChosenDirectories again = new ChosenDirectories(file);
    assertThat(again.insteadOf(USUAL)).isEqualTo(OTHER);
    assertThat(again.insteadOf(Path.of("/third"))).isEqualTo(Path.of("/fourth"));
    assertThat(again.insteadOf(Path.of("/elsewhere"))).isEqualTo(Path.of("/elsewhere"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void choosingTheUsualOneTakesTheChoiceBack() throws IOException {
    ChosenDirectories chosen = new ChosenDirectories(home.resolve("f"));
    chosen.remember(USUAL, OTHER);
    chosen.remember(USUAL, USUAL);
    assertThat(chosen.insteadOf(USUAL)).isEqualTo(USUAL);
  }

  @Test
  void garbageIsNoChoice() throws IOException {
    Path file = home.resolve("f");
    Files.write(file, new byte[] {0, (byte) 0xFF, '\t', 'x', '\n', '\n', '\t'});
    assertThat(new ChosenDirectories(file).insteadOf(USUAL)).isEqualTo(USUAL);
  }

  @Test
  void withoutAHomeNothingIsRemembered() {
    ChosenDirectories none = new ChosenDirectories();
    assertThat(none.insteadOf(USUAL)).isEqualTo(USUAL);
    assertThatThrownBy(() -> none.remember(USUAL, OTHER)).isInstanceOf(IOException.class);
  }
}
