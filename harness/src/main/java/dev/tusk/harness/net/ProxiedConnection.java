package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One client and its server. Each direction has a reader and a writer with a queue between, so
/// that a delay does not lower the throughput.
final class ProxiedConnection {
  private static final int CHUNK = 16 << 10;
  private static final int QUEUE = 256;

  private final Socket client;
  private final Faults faults;
  private final AtomicLong up;
  private final AtomicLong down;
  private volatile @Nullable Socket server;

  ProxiedConnection(Socket client, Faults faults, AtomicLong up, AtomicLong down) {
    this.client = client;
    this.faults = faults;
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

  private void carry(Socket from, Socket to, Direction direction, AtomicLong counter) {
    BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(QUEUE);
    Thread reader = Thread.ofVirtual().start(() -> read(from, queue));
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = queue.take(); piece.bytes.length > 0; piece = queue.take()) {
        long early = faults.latencyNanos - (System.nanoTime() - piece.readAt);
        if (early > 0) {
          TimeUnit.NANOSECONDS.sleep(early);
        }
        faults.awaitPassage(direction);
        int length = piece.bytes.length;
        int allowed = (int) Math.max(0, Math.min(length, faults.limit(direction) - counter.get()));
        throttle(allowed);
        // Counted first: who has received a byte must find it counted.
        counter.addAndGet(allowed);
        out.write(piece.bytes, 0, allowed);
        if (allowed < length) {
          reset();
          return;
        }
      }
      faults.awaitPassage(direction);
      to.shutdownOutput();
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.interrupt();
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

  private void throttle(int bytes) throws InterruptedException {
    long perSecond = faults.bytesPerSecond;
    if (perSecond != Long.MAX_VALUE && bytes > 0) {
      TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(1) / perSecond * bytes);
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
