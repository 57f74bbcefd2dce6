package dev.tusk.postgres.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What comes through one channel, from the thread that reads for the whole tunnel to the one that
/// reads from the socket, which gives up after the socket's timeout.
///
/// JSch widens a channel's window as data arrives, not as it is read, so a full buffer would stop
/// every channel of the tunnel, the one that cancels included. The buffer is therefore much larger
/// than what Tusk fetches at once; only a reader that stops in the middle of a result of its own
/// free will can fill it.
final class Inflow extends InputStream {
  static final int CAPACITY = 8 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int taken;
  private int size;
  private boolean ended;
  private boolean closed;
  private volatile int timeout;

  /// @param millis how long a read waits; 0 for ever
  void timeout(int millis) {
    timeout = millis;
  }

  /// Where the tunnel puts what arrives. Closing it is the end of the data.
  OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        put(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        put(Arrays.copyOfRange(bytes, offset, offset + length));
      }

      @Override
      public void close() {
        end();
      }
    };
  }

  private void put(byte[] chunk) throws IOException {
    lock.lock();
    try {
      while (size + chunk.length > CAPACITY && size > 0 && !closed) {
        emptied.awaitUninterruptibly();
      }
      if (closed) {
        throw new SocketException("Socket closed");
      }
      if (chunk.length > 0) {
        chunks.add(chunk);
        size += chunk.length;
        filled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more comes.
  void end() {
    lock.lock();
    try {
      ended = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    boolean interrupted = false;
    lock.lock();
    try {
      int millis = timeout;
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (size == 0 && !ended && !closed) {
        if (millis == 0) {
          filled.awaitUninterruptibly();
        } else if (left <= 0) {
          throw new SocketTimeoutException("Read timed out");
        } else {
          long begun = System.nanoTime();
          try {
            left = filled.awaitNanos(left);
          } catch (InterruptedException ignored) {
            // A socket does not wake up for it either.
            interrupted = true;
            left -= System.nanoTime() - begun;
          }
        }
      }
      if (closed) {
        throw new SocketException("Socket closed");
      }
      return size == 0 ? -1 : take(bytes, offset, length);
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int take(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length && size > 0) {
      byte[] first = chunks.getFirst();
      int part = Math.min(length - done, first.length - taken);
      System.arraycopy(first, taken, bytes, offset + done, part);
      taken += part;
      done += part;
      size -= part;
      if (taken == first.length) {
        chunks.removeFirst();
        taken = 0;
      }
    }
    emptied.signalAll();
    return done;
  }

  @Override
  public int available() throws IOException {
    lock.lock();
    try {
      if (closed || (ended && size == 0)) {
        throw new SocketException("Nothing comes any more");
      }
      return size;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      chunks.clear();
      size = 0;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
