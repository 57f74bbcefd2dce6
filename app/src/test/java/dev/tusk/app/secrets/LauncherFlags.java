package dev.tusk.app.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The flags that the launcher gives the JVM, as the build script has them.
final class LauncherFlags {
  private LauncherFlags() {}

  static List<String> read() throws IOException {
    String script = Files.readString(Path.of("..", "build", "dist"));
    int from = script.indexOf("\"--enable-native-access");
    int to = script.indexOf('"', from + 1);
    return List.of(script.substring(from + 1, to).split(" ", -1));
  }
}
