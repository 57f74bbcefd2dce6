package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One client and its server. Each direction has a reader and a writer with a queue between, so
/// that a delay does not lower the throughput.
final class ProxiedConnection {
  private static final int CHUNK = 16 << 10;
  private static final int QUEUE = 256;

  private final Socket client;
  private final int number;
  private final Faults faults;
  private final Wiretap wiretap;
  private final AtomicLong up;
  private final AtomicLong down;
  private volatile @Nullable Socket server;
  private volatile boolean serverForgotten;

  ProxiedConnection(
      Socket client, int number, Faults faults, Wiretap wiretap, AtomicLong up, AtomicLong down) {
    this.client = client;
    this.number = number;
    this.faults = faults;
    this.wiretap = wiretap;
    this.up = up;
    this.down = down;
  }

  /// What one read gave; nothing at the end.
  private static final class Piece {
    private final byte[] bytes;
    private final long readAt = System.nanoTime();

    Piece(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /// Forwards both ways until both sides have ended or one is reset.
  void forwardTo(Socket to) throws IOException, InterruptedException {
    server = to;
    client.setTcpNoDelay(true);
    to.setTcpNoDelay(true);
    Thread upward = Thread.ofVirtual().start(() -> carry(client, to, Direction.UP, up));
    carry(to, client, Direction.DOWN, down);
    upward.join();
  }

  /// Reads what the client says and answers nothing, until it goes.
  void drain() throws IOException {
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /// Ends both sides with a reset; what is under way is lost.
  void reset() {
    end(client, true);
    end(server, true);
  }

  /// Ends both sides in order.
  void close() {
    end(client, false);
    end(server, false);
  }

  /// Tells both sides that nothing more comes; what was passed on still arrives.
  private void finish() throws IOException {
    client.shutdownOutput();
    Socket to = server;
    if (to != null) {
      to.shutdownOutput();
    }
  }

  /// Closes the server's side; the client may go on talking to nobody.
  void forgetServer() {
    serverForgotten = true;
    end(server, false);
  }

  private void carry(Socket from, Socket to, Direction direction, AtomicLong counter) {
    BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(QUEUE);
    Thread reader = Thread.ofVirtual().start(() -> read(from, queue));
    try {
      boolean goesOn = true;
      Piece piece = queue.take();
      while (goesOn && piece.bytes.length > 0) {
        faults.pause(faults.delayNanos() - (System.nanoTime() - piece.readAt));
        goesOn = pass(piece.bytes, to, direction, counter);
        piece = goesOn ? queue.take() : piece;
      }
      faults.awaitPassage(direction);
      if (!serverForgotten && !to.isOutputShutdown()) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      if (serverForgotten && direction == Direction.UP) {
        dropAll(queue);
      } else if (!serverForgotten) {
        reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.interrupt();
    }
  }

  /// Passes bytes on in slices.
  ///
  /// @return false when the limit was reached, so that nothing more may pass
  private boolean pass(byte[] bytes, Socket to, Direction direction, AtomicLong counter)
      throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    int at = 0;
    while (at < bytes.length) {
      int wanted = Math.min(faults.slice, bytes.length - at);
      faults.pause(faults.transferNanos(wanted));
      faults.awaitPassage(direction);
      Faults.Limit limit = faults.limit(direction);
      int length = Math.clamp(limit.total() - counter.get(), 0, wanted);
      // Noted first: who has received a byte must find it counted.
      counter.addAndGet(length);
      wiretap.note(number, direction, bytes, at, at + length);
      out.write(bytes, at, length);
      at += length;
      if (length < wanted) {
        switch (limit.end()) {
          case RESET -> reset();
          case FIN -> finish();
          case SILENCE -> {
            return true;
          }
        }
        return false;
      }
    }
    return true;
  }

  private static void dropAll(BlockingQueue<Piece> queue) {
    try {
      Piece dropped = queue.take();
      while (dropped.bytes.length > 0) {
        dropped = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(Socket from, BlockingQueue<Piece> queue) {
    try {
      try {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[CHUNK];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          queue.put(new Piece(Arrays.copyOf(buffer, n)));
        }
      } finally {
        // After a reset, too: what was read before still arrives, then the other side is told.
        queue.put(new Piece(new byte[0]));
      }
    } catch (IOException e) {
      // The end was told above; there is nobody to tell more.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(@Nullable Socket socket, boolean reset) {
    if (socket != null) {
      try {
        if (reset) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      } catch (IOException e) {
        // Closed already, which is what we want.
        return;
      }
    }
  }
}
