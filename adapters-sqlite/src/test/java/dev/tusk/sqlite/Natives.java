package dev.tusk.sqlite;

import java.nio.file.Path;

/// Where the tests keep SQLite's native library: outside of the directories that tests delete.
final class Natives {
  static final Path DIRECTORY = Path.of("target", "native").toAbsolutePath();

  private Natives() {}
}
