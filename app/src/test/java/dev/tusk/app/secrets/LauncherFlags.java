package dev.tusk.app.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The flags that the launcher gives the JVM, as the build's scripts have them.
final class LauncherFlags {
  private static final Pattern QUOTED =
      Pattern.compile("[\"'](--enable-native-access[^\"']*)[\"']");

  private LauncherFlags() {}

  static List<String> read() throws IOException {
    List<Path> scripts = new ArrayList<>(List.of(Path.of("..", "tusk")));
    try (var files = Files.list(Path.of("..", "build"))) {
      files.filter(Files::isRegularFile).forEach(scripts::add);
    }
    for (Path script : scripts) {
      Matcher flags = QUOTED.matcher(Files.readString(script));
      if (flags.find()) {
        return List.of(flags.group(1).split(" ", -1));
      }
    }
    throw new IOException("No script names the flags");
  }
}
