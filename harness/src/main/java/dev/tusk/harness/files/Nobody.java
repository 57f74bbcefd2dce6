package dev.tusk.harness.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs commands without rights: permissions do not stop root, as which the tests may run.
public final class Nobody {
  private static final String ID = "65534";

  private Nobody() {}

  /// Why no command can be run so; empty when one can.
  public static Optional<String> refusal() {
    try {
      List<String> command = new ArrayList<>(prefix());
      command.add("true");
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0
          ? Optional.empty()
          : Optional.of("setpriv to an unprivileged user is refused");
    } catch (IOException missing) {
      return Optional.of("setpriv is missing");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /// What to put before a command.
  public static List<String> prefix() {
    return List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups");
  }

  /// The class path of this JVM, copied to where everybody may read it: jars in a home directory
  /// of root's cannot be.
  ///
  /// @param directory readable for everybody, as all above it
  public static String classPath(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = directory.resolve(number++ + "-" + from.getFileName());
      if (Files.isDirectory(from)) {
        copyTree(from, to);
      } else if (Files.isRegularFile(from)) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
      }
      entries.add(to.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        } else {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        }
      }
    }
  }
}
