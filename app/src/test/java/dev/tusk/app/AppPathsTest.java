package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Requirement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Requirement("FR-026")
class AppPathsTest {
  private static final Map<String, String> LINUX =
      Map.of("os.name", "Linux", "user.home", "/home/mira");

  @Test
  @Requirement("FR-027")
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

  @Test
  void homeIsWhatTheVariableSaysElseTheListOfUsers() {
    assertThat(AppPaths.of(Map.of("HOME", "/other/home"), LINUX).data())
        .isEqualTo(Path.of("/other/home/.local/share/tusk"));
    assertThat(AppPaths.of(Map.of("HOME", "relative"), LINUX).data())
        .isEqualTo(Path.of("/home/mira/.local/share/tusk"));
  }

  @Test
  void withoutAnyHomeItSaysWhatToSet() {
    Map<String, String> unknown = Map.of("os.name", "Linux", "user.home", "?");
    assertThatThrownBy(() -> AppPaths.of(Map.of(), unknown))
        .isInstanceOf(TuskException.class)
        .hasMessageContaining("set HOME, or name a directory in TUSK_DATA_DIR");
    assertThat(AppPaths.of(Map.of("XDG_DATA_HOME", "/data"), unknown).data())
        .isEqualTo(Path.of("/data/tusk"));
    assertThat(AppPaths.choices(Map.of(), unknown)).isEmpty();
  }

  @Test
  void spacesAndOtherAlphabetsStayAsTheyAre() {
    assertThat(AppPaths.of(Map.of("XDG_DATA_HOME", "/da ta/ünïcødé 数据"), LINUX).data())
        .isEqualTo(Path.of("/da ta/ünïcødé 数据/tusk"));
  }

  @Test
  void choicesAreRememberedWhereTheSystemKeepsSettings() {
    assertThat(AppPaths.choices(Map.of(), LINUX))
        .contains(Path.of("/home/mira/.config/tusk/data-directories"));
    assertThat(AppPaths.choices(Map.of("XDG_CONFIG_HOME", "/c"), LINUX))
        .contains(Path.of("/c/tusk/data-directories"));
    assertThat(AppPaths.choices(Map.of(), Map.of("os.name", "Mac OS X", "user.home", "/Users/m")))
        .contains(Path.of("/Users/m/Library/Preferences/Tusk/data-directories"));
  }
}
