package dev.tusk.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process of its own that uses a server until its standard input ends, or until it is killed.
final class Holder {
  private Holder() {}

  /// Uses a server.
  ///
  /// @param args the server's folder and the file that appears when the server is up
  public static void main(String... args) throws IOException {
    try (var server = Servers.start(Path.of(args[0]))) {
      Path beside = Path.of(args[1] + ".new");
      Files.writeString(beside, server.origin() + " " + server.pid());
      Files.move(beside, Path.of(args[1]));
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    }
  }

  static Process start(Path folder, Path sign) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString(),
            sign.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    while (!Files.exists(sign)) {
      if (!process.isAlive()) {
        throw new IOException("The holder ended with " + process.exitValue());
      }
      Thread.sleep(20);
    }
    return process;
  }
}
