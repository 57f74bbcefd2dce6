package dev.tusk.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where Tusk keeps its data (FR-026, FR-027).
///
/// A run from a clone is a development run and keeps everything in `tusk-data` of the clone. A
/// packaged Tusk follows the system: `$XDG_DATA_HOME/tusk` (`~/.local/share/tusk` unless set),
/// `~/Library/Application Support/Tusk`, `%APPDATA%\Tusk`. `TUSK_DATA_DIR` overrides both.
///
/// @param data everything; made when missing
/// @param development whether this is a run from a clone
public record AppPaths(Path data, boolean development) {
  /// Set by the launcher of a clone: the clone's folder.
  static final String CLONE_PROPERTY = "tusk.clone";

  static AppPaths of(Map<String, String> variables, Map<String, String> properties) {
    String clone = properties.get(CLONE_PROPERTY);
    String chosen = variables.getOrDefault("TUSK_DATA_DIR", "");
    if (!chosen.isEmpty()) {
      return new AppPaths(Path.of(chosen).toAbsolutePath(), clone != null);
    }
    if (clone != null) {
      return new AppPaths(Path.of(clone, "tusk-data").toAbsolutePath(), true);
    }
    return new AppPaths(system(variables, properties).toAbsolutePath(), false);
  }

  private static Path system(Map<String, String> variables, Map<String, String> properties) {
    String home = properties.getOrDefault("user.home", ".");
    String os = properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return Path.of(home, "Library", "Application Support", "Tusk");
    }
    if (os.contains("windows")) {
      String roaming = variables.getOrDefault("APPDATA", "");
      return roaming.isEmpty()
          ? Path.of(home, "AppData", "Roaming", "Tusk")
          : Path.of(roaming, "Tusk");
    }
    String xdg = variables.getOrDefault("XDG_DATA_HOME", "");
    // The XDG specification: a path that is not absolute is to be ignored.
    return !xdg.isEmpty() && Path.of(xdg).isAbsolute()
        ? Path.of(xdg, "tusk")
        : Path.of(home, ".local", "share", "tusk");
  }

  public Path database() {
    return data.resolve("tusk.db");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path demo() {
    return data.resolve("demo");
  }
}
