package dev.tusk.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What carries bytes and is no TCP connection of this machine, in the shape that the driver knows:
/// a socket that only connects. Closing frees whoever reads or writes.
public abstract class Endpoint extends SocketImpl {
  private final Map<Integer, Object> options = new ConcurrentHashMap<>();

  /// Reads what is there, at least one byte.
  ///
  /// @return how many bytes were read; -1 at the end
  protected abstract int read(byte[] bytes, int offset, int length) throws IOException;

  /// Writes all of them.
  protected abstract void write(byte[] bytes, int offset, int length) throws IOException;

  /// Limits every later read.
  ///
  /// @param millis 0 for no limit
  protected abstract void readTimeout(int millis);

  @Override
  protected void create(boolean stream) {
    // There is nothing to make before it is connected.
  }

  @Override
  protected void connect(String host, int toPort) throws IOException {
    connect(InetSocketAddress.createUnresolved(host, toPort), 0);
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    connect(to.getHostName(), toPort);
  }

  @Override
  protected void bind(InetAddress host, int toPort) throws IOException {
    throw new SocketException("This socket has no local address");
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw new SocketException("This socket does not listen");
  }

  @Override
  protected void accept(SocketImpl socket) throws IOException {
    throw new SocketException("This socket does not listen");
  }

  @Override
  protected void sendUrgentData(int data) throws IOException {
    throw new SocketException("This socket has no urgent data");
  }

  @Override
  protected InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return Endpoint.this.read(bytes, offset, length);
      }

      @Override
      public int available() throws IOException {
        return Endpoint.this.available();
      }
    };
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Endpoint.this.write(bytes, offset, length);
      }
    };
  }

  @Override
  public void setOption(int option, Object value) {
    if (option == SO_TIMEOUT && value instanceof Integer millis) {
      readTimeout(millis);
    }
    options.put(option, value);
  }

  @Override
  public @Nullable Object getOption(int option) {
    return switch (option) {
      case SO_TIMEOUT -> options.getOrDefault(option, 0);
      case TCP_NODELAY, SO_KEEPALIVE, SO_REUSEADDR, SO_OOBINLINE ->
          options.getOrDefault(option, false);
      default -> options.get(option);
    };
  }
}
