package dev.tusk.postgres.ssh;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectionConfig;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection's use of the way to its database through SSH servers.
///
/// Those that go the same way share it, so that a server asks for a code once and not for each
/// session or host. Whoever closes last closes it. Thread-safe.
public final class Tunnel implements AutoCloseable {
  private static final Path SHARED = Path.of("/etc/ssh");
  private static final Map<Way, Shared> OPEN = new HashMap<>();

  private final Way way;
  private final Shared shared;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Tunnel(Way way, Shared shared) {
    this.way = way;
    this.shared = shared;
  }

  /// What makes two ways the same.
  private record Way(SshRoute route, String home, String agent) {}

  /// Guarded by [#OPEN].
  private static final class Shared {
    private final Road road;
    private int users;

    Shared(Road road) {
      this.road = road;
    }
  }

  /// The tunnel of a connection, opened only when it is needed; null when it has none.
  ///
  /// @param environment where `HOME` and `SSH_AUTH_SOCK` are looked up
  public static @Nullable Tunnel of(ConnectionConfig config, Map<String, String> environment) {
    @Nullable SshRoute route = SshRoute.of(config.settings());
    if (route == null) {
      return null;
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    Way way = new Way(route, home, environment.getOrDefault("SSH_AUTH_SOCK", ""));
    synchronized (OPEN) {
      Shared shared =
          OPEN.computeIfAbsent(
              way,
              key ->
                  new Shared(
                      new Road(
                          route,
                          new SshConfig(Path.of(home), SHARED, environment),
                          config.options().connectTimeout())));
      shared.users++;
      return new Tunnel(way, shared);
    }
  }

  /// Makes sure that the tunnel stands. Blocks.
  ///
  /// @param attempt gets hold of what is to be closed to end the attempt
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed
  public void open(ConnectDialogue dialogue, Consumer<Closeable> attempt) {
    shared.road.open(dialogue, attempt);
  }

  /// A socket's inside, to be connected to the database by its name as the last server knows it.
  ///
  /// @throws IOException when the tunnel does not stand
  public SocketImpl socket() throws IOException {
    return shared.road.socket();
  }

  /// Does not close it for `time`, even when nobody uses it: a person is about to try again.
  public void keep(Duration time) {
    synchronized (OPEN) {
      shared.users++;
    }
    Thread.ofPlatform()
        .daemon()
        .name("tusk-ssh-keep")
        .start(
            () -> {
              try {
                Thread.sleep(time);
              } catch (InterruptedException ignored) {
                // Nobody interrupts it; if somebody does, it is over.
              } finally {
                release();
              }
            });
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    synchronized (OPEN) {
      shared.users--;
      if (shared.users > 0) {
        return;
      }
      OPEN.remove(way, shared);
    }
    shared.road.close();
  }
}
