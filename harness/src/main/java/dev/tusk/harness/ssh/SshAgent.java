package dev.tusk.harness.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// An `ssh-agent` of its own.
public final class SshAgent implements AutoCloseable {
  private final Process process;
  private final Path socket;

  private SshAgent(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /// Starts one that holds `keys`, which have no passphrases.
  ///
  /// @param folder exists already; its path is short enough for a socket's name
  public static SshAgent start(Path folder, Path... keys) throws IOException {
    Path socket = folder.resolve("agent");
    Process process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    SshAgent agent = new SshAgent(process, socket);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(socket)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        agent.close();
        throw new IOException("ssh-agent did not start");
      }
      Thread.onSpinWait();
    }
    for (Path key : keys) {
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      try {
        if (add.start().waitFor() != 0) {
          throw new IOException("ssh-add did not take " + key);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", interrupted);
      }
    }
    return agent;
  }

  /// What `SSH_AUTH_SOCK` is to be.
  public Path socket() {
    return socket;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
