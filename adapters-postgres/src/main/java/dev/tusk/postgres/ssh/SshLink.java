package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.tusk.core.connection.ConnectDialogue;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One SSH server that has let us in, perhaps reached through another one. Thread-safe.
///
/// It says so every few seconds when nothing else is said, so that neither a firewall forgets the
/// line nor a dead one goes unnoticed.
final class SshLink {
  private static final System.Logger LOG = System.getLogger(SshLink.class.getName());
  private static final int ALIVE_MILLIS = 4_000;
  private static final int MISSED = 2;
  private static final long FRESH_NANOS = 1_000_000_000L;
  private static final long PROOF_NANOS = 3_000_000_000L;

  private final SshHost host;
  private final Session session;
  private final @Nullable SshLink before;
  private final Pulse pulse;
  private final AtomicInteger channels = new AtomicInteger();
  private volatile boolean retired;

  private SshLink(SshHost host, Session session, @Nullable SshLink before, Pulse pulse) {
    this.host = host;
    this.session = session;
    this.before = before;
    this.pulse = pulse;
  }

  /// Connects and logs in; blocks as long as the server and the person take.
  ///
  /// @param before the server to go through; null for none
  /// @param attempt gets hold of what is to be closed to end the attempt
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed
  static SshLink open(
      SshHost host,
      @Nullable SshLink before,
      Answers answers,
      ConnectDialogue dialogue,
      Duration patience,
      Consumer<Closeable> attempt) {
    Identities keys = new Identities(host);
    SshLogin login = new SshLogin(host, keys, answers, dialogue);
    Pulse pulse = new Pulse();
    try {
      HostKeys hostKeys =
          new HostKeys(host, new KnownHosts(host.knownHosts(), host.sharedKnownHosts()), dialogue);
      int millis = Math.toIntExact(patience.toMillis());
      Session session = new JSch().getSession(host.user(), host.hostName(), host.port());
      session.setSocketFactory(new Line(before, pulse, millis, attempt));
      session.setHostKeyRepository(hostKeys);
      session.setIdentityRepository(keys);
      session.setUserInfo(login);
      session.setDaemonThread(true);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("PreferredAuthentications", String.join(",", SshLogin.METHODS));
      // A certificate nobody could vouch for is not asked for; one that is bad is not overlooked.
      session.setConfig("host_certificate_to_key_fallback", "no");
      if (!hostKeys.hasAuthority()) {
        session.setConfig("server_host_key", Algorithms.withoutCertificates(session));
      }
      if (host.keyAlias() != null) {
        session.setHostKeyAlias(host.keyAlias());
      }
      session.setServerAliveInterval(ALIVE_MILLIS);
      session.setServerAliveCountMax(MISSED);
      session.connect(millis);
      login.succeeded();
      if (!session.isStrictKex()) {
        dialogue.warn(Algorithms.terrapin(host));
      }
      return new SshLink(host, session, before, pulse);
    } catch (JSchException | RuntimeException failure) {
      throw SshErrors.of(failure, host, login);
    } finally {
      keys.clear();
    }
  }

  /// A channel that is not connected yet.
  Channel channel(String target, int port, OutputStream sink, int window) throws JSchException {
    channels.incrementAndGet();
    Channel made = session.getStreamForwarder(target, port);
    if (!(made instanceof ChannelDirectTCPIP)) {
      throw new JSchException("No channel");
    }
    made.setOutputStream(sink);
    made.setLocalWindowSizeMax(window);
    return made;
  }

  /// A channel was closed, or did not come about.
  void released() {
    if (channels.decrementAndGet() <= 0 && retired) {
      close();
    }
  }

  IOException refused(String target, int reason, Throwable cause) {
    return SshErrors.channel(host, target, isGone() ? 0 : reason, cause);
  }

  boolean isGone() {
    return pulse.isGone() || !session.isConnected();
  }

  /// What to say of a channel that ended with its line.
  String farewell() {
    return "The SSH server " + host.place() + " is gone";
  }

  /// Whether it can carry another channel: it was heard a moment ago, or it answers.
  boolean isAlive() {
    if (isGone() || (before != null && before.isGone())) {
      return false;
    }
    if (pulse.silence() < FRESH_NANOS) {
      return true;
    }
    long seen = pulse.beats();
    Thread.ofPlatform().daemon().name("tusk-ssh-proof").start(this::ask);
    try {
      return pulse.await(seen, PROOF_NANOS) && !isGone();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ask() {
    try {
      session.sendKeepAliveMsg();
    } catch (Exception dead) {
      LOG.log(System.Logger.Level.DEBUG, "An SSH server does not take a question", dead);
    }
  }

  /// Is closed when its last channel is.
  void retire() {
    retired = true;
    if (channels.get() <= 0) {
      close();
    }
  }

  void close() {
    session.disconnect();
    if (before != null) {
      before.close();
    }
  }

  /// Makes the socket that JSch speaks over.
  private static final class Line implements SocketFactory {
    private final @Nullable SshLink before;
    private final Pulse pulse;
    private final int millis;
    private final Consumer<Closeable> attempt;

    Line(@Nullable SshLink before, Pulse pulse, int millis, Consumer<Closeable> attempt) {
      this.before = before;
      this.pulse = pulse;
      this.millis = millis;
      this.attempt = attempt;
    }

    @Override
    public Socket createSocket(String name, int port) throws IOException {
      Socket socket =
          before == null ? new Socket() : new Socket(new ChannelEndpoint(before, millis)) {};
      attempt.accept(socket);
      boolean connected = false;
      try {
        socket.connect(
            before == null
                ? new InetSocketAddress(name, port)
                : InetSocketAddress.createUnresolved(name, port),
            millis);
        connected = true;
        return socket;
      } finally {
        if (!connected) {
          socket.close();
        }
      }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
      return pulse.listen(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
      return socket.getOutputStream();
    }
  }
}
