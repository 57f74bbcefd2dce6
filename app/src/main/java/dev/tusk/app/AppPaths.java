package dev.tusk.app;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /// Pure: asks no file.
  ///
  /// @throws TuskException with a Storage error when the system names no home, or no valid path
  static AppPaths of(Map<String, String> variables, Map<String, String> properties) {
    String clone = properties.get(CLONE_PROPERTY);
    String chosen = variables.getOrDefault("TUSK_DATA_DIR", "");
    try {
      if (!chosen.isEmpty()) {
        return new AppPaths(Path.of(chosen).toAbsolutePath(), clone != null);
      }
      if (clone != null) {
        return new AppPaths(Path.of(clone, "tusk-data").toAbsolutePath(), true);
      }
      return new AppPaths(system(variables, properties).toAbsolutePath(), false);
    } catch (InvalidPathException wrong) {
      throw unusable("\"" + wrong.getInput() + "\" is no path: " + wrong.getReason());
    }
  }

  private static Path system(Map<String, String> variables, Map<String, String> properties) {
    return switch (os(properties)) {
      case MAC -> home(variables, properties).resolve("Library/Application Support/Tusk");
      case WINDOWS ->
          absolute(variables, "APPDATA")
              .orElseGet(() -> home(variables, properties).resolve("AppData/Roaming"))
              .resolve("Tusk");
      // The XDG specification: a path that is not absolute is to be ignored.
      case LINUX ->
          absolute(variables, "XDG_DATA_HOME")
              .orElseGet(() -> home(variables, properties).resolve(".local/share"))
              .resolve("tusk");
    };
  }

  /// The file that remembers which directories people have chosen instead of unusable ones; it is
  /// not in the data directory, which is just what cannot be used. Pure; empty without a home.
  static Optional<Path> choices(Map<String, String> variables, Map<String, String> properties) {
    Optional<Path> home = known(variables, properties);
    Optional<Path> folder =
        switch (os(properties)) {
          case MAC -> home.map(path -> path.resolve("Library/Preferences/Tusk"));
          case WINDOWS ->
              absolute(variables, "LOCALAPPDATA")
                  .or(() -> home.map(path -> path.resolve("AppData/Local")))
                  .map(path -> path.resolve("Tusk"));
          case LINUX ->
              absolute(variables, "XDG_CONFIG_HOME")
                  .or(() -> home.map(path -> path.resolve(".config")))
                  .map(path -> path.resolve("tusk"));
        };
    return folder.map(path -> path.resolve("data-directories").toAbsolutePath());
  }

  private enum Os {
    LINUX,
    MAC,
    WINDOWS
  }

  private static Os os(Map<String, String> properties) {
    String name = properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? Os.MAC : name.contains("windows") ? Os.WINDOWS : Os.LINUX;
  }

  /// `$HOME` as everybody reads it, else what the system's list of users says.
  private static Optional<Path> known(
      Map<String, String> variables, Map<String, String> properties) {
    return absolute(os(properties) == Os.WINDOWS ? Map.of() : variables, "HOME")
        .or(() -> absolute(properties, "user.home"));
  }

  private static Path home(Map<String, String> variables, Map<String, String> properties) {
    return known(variables, properties)
        .orElseThrow(
            () ->
                unusable(
                    "There is no home directory to keep Tusk's data in; set HOME, or name a"
                        + " directory in TUSK_DATA_DIR"));
  }

  private static Optional<Path> absolute(Map<String, String> from, String name) {
    String value = from.getOrDefault(name, "");
    return Optional.of(value)
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .filter(AppPaths::rooted);
  }

  /// Windows' paths are judged by their look, so that the answer does not depend on this system.
  private static boolean rooted(Path path) {
    return path.isAbsolute() || path.toString().matches("[A-Za-z]:[\\\\/].*");
  }

  private static TuskException unusable(String why) {
    return new TuskException(new TuskError.StorageFailed(TuskError.Disk.MISSING, why));
  }

  Path database() {
    return data.resolve("tusk.db");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path demo() {
    return data.resolve("demo");
  }

  /// The same run with its data elsewhere.
  AppPaths at(Path other) {
    return new AppPaths(other, development);
  }
}
