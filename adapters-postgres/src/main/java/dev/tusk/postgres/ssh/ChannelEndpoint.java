package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import dev.tusk.postgres.wire.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A socket whose far end is opened by an SSH server: a channel of type `direct-tcpip`.
///
/// It exists in this process only. A forwarded local port would be open to everybody on this
/// computer. Closing never blocks and frees a thread that reads at once; one that writes is free
/// within a tenth of a second.
final class ChannelEndpoint extends Endpoint {
  /// As much as may be on its way: 2 MB keep a line of 100 Mbit/s and 160 ms busy.
  private static final int WINDOW = 2 << 20;

  private final SshLink link;
  private final int patience;
  private final Inflow inflow = new Inflow();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Channel channel;
  private volatile @Nullable OutputStream out;

  /// @param patience milliseconds to wait for the far end, unless another limit is given
  ChannelEndpoint(SshLink link, int patience) {
    this.link = link;
    this.patience = patience;
  }

  /// @param to its name is looked up by the SSH server, not here
  @Override
  protected void connect(SocketAddress to, int millis) throws IOException {
    if (!(to instanceof InetSocketAddress target)) {
      throw new SocketException("Not an address of the internet: " + to);
    }
    String host = target.getHostString();
    port = target.getPort();
    Channel opened = null;
    try {
      opened = link.channel(host, port, inflow.sink(), WINDOW);
      channel = opened;
      if (closed.get()) {
        throw new SocketException("Socket closed");
      }
      opened.connect(millis > 0 ? millis : patience);
      out = opened.getOutputStream();
    } catch (JSchException failure) {
      int reason = opened == null ? 0 : opened.getExitStatus();
      close();
      throw link.refused(host + ":" + port, reason, failure);
    }
  }

  @Override
  protected int read(byte[] bytes, int offset, int length) throws IOException {
    int read = inflow.read(bytes, offset, length);
    if (read < 0 && link.isGone()) {
      throw new SocketException(link.farewell());
    }
    return read;
  }

  @Override
  protected void write(byte[] bytes, int offset, int length) throws IOException {
    OutputStream to = out;
    if (to == null || closed.get()) {
      throw new SocketException(to == null ? "Not connected" : "Socket closed");
    }
    try {
      to.write(bytes, offset, length);
      to.flush();
    } catch (IOException failure) {
      throw link.isGone() ? new SocketException(link.farewell(), failure) : failure;
    }
  }

  @Override
  protected int available() throws IOException {
    return inflow.available();
  }

  @Override
  protected void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    inflow.close();
    Channel opened = channel;
    // Tells the server, for which it may have to wait for a line that is stuck.
    Thread.ofPlatform()
        .daemon()
        .name("tusk-ssh-close")
        .start(
            () -> {
              if (opened != null) {
                opened.disconnect();
              }
              link.released();
            });
  }

  @Override
  protected void shutdownInput() {
    inflow.end();
  }

  @Override
  protected void shutdownOutput() {
    // What is open in one direction only is of no use to PostgreSQL.
  }

  @Override
  protected void readTimeout(int millis) {
    inflow.timeout(millis);
  }
}
