package dev.tusk.postgres.ssh;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketImpl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way through one SSH server or more.
///
/// It is opened when it is first needed and again after it broke; then with the passwords that were
/// given the first time. Nothing listens anywhere. Thread-safe.
final class Road implements AutoCloseable {
  private final SshRoute route;
  private final SshConfig config;
  private final Duration patience;
  private final Answers answers = new Answers();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable SshLink link;
  private volatile boolean closed;

  /// Opens nothing yet.
  ///
  /// @param patience how long a server may be silent while it is being connected to
  Road(SshRoute route, SshConfig config, Duration patience) {
    this.route = route;
    this.config = config;
    this.patience = patience;
  }

  /// Makes sure that the tunnel stands. Blocks.
  ///
  /// @param attempt gets hold of what is to be closed to end the attempt
  /// @throws TuskException with a TunnelFailed
  void open(ConnectDialogue dialogue, Consumer<Closeable> attempt) {
    lock.lock();
    try {
      if (closed) {
        throw new TuskException(new TuskError.LinkLost("The connection is closed", null));
      }
      @Nullable SshLink standing = link;
      if (standing != null && standing.isAlive()) {
        return;
      }
      link = null;
      if (standing != null) {
        // Its other channels may yet come back to life.
        standing.retire();
      }
      link = build(config.hops(route), dialogue, attempt);
    } finally {
      lock.unlock();
    }
    if (closed) {
      close();
    }
  }

  private SshLink build(List<SshHost> hops, ConnectDialogue dialogue, Consumer<Closeable> attempt) {
    @Nullable SshLink last = null;
    try {
      for (SshHost hop : hops) {
        last = SshLink.open(hop, last, answers, dialogue, patience, attempt);
      }
    } catch (TuskException failure) {
      if (last != null) {
        last.close();
      }
      throw failure;
    }
    if (last == null) {
      throw SshErrors.settings("The tunnel has no SSH server");
    }
    return last;
  }

  /// A socket's inside, to be connected to the database by its name as the last server knows it.
  ///
  /// @throws IOException when the tunnel does not stand
  SocketImpl socket() throws IOException {
    @Nullable SshLink standing = link;
    if (standing == null) {
      throw new SocketException("The SSH tunnel is not open");
    }
    return new ChannelEndpoint(standing, Math.toIntExact(patience.toMillis()));
  }

  @Override
  public void close() {
    closed = true;
    @Nullable SshLink standing = link;
    if (standing != null) {
      standing.close();
    }
    answers.close();
  }
}
