package dev.tusk.app;

import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.MachineProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Looks at the machine beneath this process.
final class LocalMachine implements MachineProbe {
  private static final int JAVA = 25;
  private static final long MEGABYTE = 1 << 20;
  private static final long LITTLE_SPACE = 100 * MEGABYTE;

  private final AppPaths paths;
  private final Map<String, String> variables;

  LocalMachine(AppPaths paths, Map<String, String> variables) {
    this.paths = paths;
    this.variables = Map.copyOf(variables);
  }

  @Override
  public List<Finding> examine() {
    return List.of(
        java(), display(), folder("data directory", paths.data()), folder("log", paths.logs()));
  }

  private static Finding java() {
    String evidence =
        "Java "
            + Runtime.version()
            + ", "
            + System.getProperty("java.vendor")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", heap up to "
            + Runtime.getRuntime().maxMemory() / MEGABYTE
            + " MB";
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", evidence)
        : Finding.warning("java", evidence + "; Tusk is made for " + JAVA);
  }

  private Finding display() {
    for (String name : List.of("DISPLAY", "WAYLAND_DISPLAY")) {
      String value = variables.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return Finding.ok("display", name + "=" + value);
      }
    }
    String system = System.getProperty("os.name", "");
    return system.startsWith("Mac") || system.startsWith("Windows")
        ? Finding.ok("display", system)
        : Finding.warning("display", "None: commands run, the window does not");
  }

  /// Writes a file and deletes it: permissions do not tell all that can be wrong. What is made at
  /// its first use is tried where it will be made.
  private static Finding folder(String check, Path folder) {
    Path there = folder.toAbsolutePath();
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      Path probe = Files.createTempFile(there, "doctor", ".probe");
      Files.delete(probe);
      long free = Files.getFileStore(there).getUsableSpace();
      String evidence = folder + ", " + free / MEGABYTE + " MB free";
      return free < LITTLE_SPACE ? Finding.warning(check, evidence) : Finding.ok(check, evidence);
    } catch (IOException failure) {
      return Finding.failed(
          check,
          "Cannot write in "
              + folder
              + ": "
              + failure
              + ". Make it writable, or choose another place: TUSK_DATA_DIR=DIRECTORY");
    }
  }
}
