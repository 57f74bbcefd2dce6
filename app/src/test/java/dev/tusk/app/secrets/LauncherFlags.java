package dev.tusk.app.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The flags that the launcher gives the JVM, as the build has them.
final class LauncherFlags {
  private LauncherFlags() {}

  static List<String> read() throws IOException {
    return List.of(Files.readString(Path.of("..", "build", "flags")).strip().split(" +", -1));
  }
}
