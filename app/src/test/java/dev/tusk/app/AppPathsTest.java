package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppPathsTest {
  private static final Map<String, String> LINUX =
      Map.of("os.name", "Linux", "user.home", "/home/mira");

  @Test
  void aRunFromACloneKeepsItsDataInTheClone() {
    AppPaths paths =
        AppPaths.of(Map.of(), Map.of("os.name", "Linux", AppPaths.CLONE_PROPERTY, "/src/tusk"));
    assertThat(paths.data()).isEqualTo(Path.of("/src/tusk/tusk-data"));
    assertThat(paths.development()).isTrue();
  }

  @Test
  void linuxFollowsXdg() {
    assertThat(AppPaths.of(Map.of("XDG_DATA_HOME", "/data"), LINUX).data())
        .isEqualTo(Path.of("/data/tusk"));
    assertThat(AppPaths.of(Map.of(), LINUX).data())
        .isEqualTo(Path.of("/home/mira/.local/share/tusk"));
  }

  @Test
  void aRelativeXdgPathIsIgnoredAsTheSpecificationSays() {
    assertThat(AppPaths.of(Map.of("XDG_DATA_HOME", "data"), LINUX).data())
        .isEqualTo(Path.of("/home/mira/.local/share/tusk"));
  }

  @Test
  void macUsesApplicationSupport() {
    assertThat(
            AppPaths.of(Map.of(), Map.of("os.name", "Mac OS X", "user.home", "/Users/mira")).data())
        .isEqualTo(Path.of("/Users/mira/Library/Application Support/Tusk"));
  }

  @Test
  void windowsUsesRoamingData() {
    Path data =
        AppPaths.of(
                Map.of("APPDATA", "/c/Users/mira/AppData/Roaming"), Map.of("os.name", "Windows 11"))
            .data();
    assertThat(data).isEqualTo(Path.of("/c/Users/mira/AppData/Roaming/Tusk").toAbsolutePath());
  }

  @Test
  void theVariableOverridesAll() {
    AppPaths paths =
        AppPaths.of(
            Map.of("TUSK_DATA_DIR", "/elsewhere"),
            Map.of("os.name", "Linux", AppPaths.CLONE_PROPERTY, "/src/tusk"));
    assertThat(paths.data()).isEqualTo(Path.of("/elsewhere"));
    assertThat(paths.development()).isTrue();
  }
}
