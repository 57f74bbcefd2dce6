package dev.tusk.postgres.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// When a server was heard last. Thread-safe.
final class Pulse {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition beat = lock.newCondition();
  private long last = System.nanoTime();
  private long beats;
  private boolean gone;

  /// `in`, listened to.
  InputStream listen(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        boolean over = true;
        try {
          int read = super.read(bytes, offset, length);
          over = read < 0;
          if (!over) {
            heard();
          }
          return read;
        } catch (SocketTimeoutException silent) {
          over = false;
          throw silent;
        } finally {
          if (over) {
            ended();
          }
        }
      }
    };
  }

  private void ended() {
    lock.lock();
    try {
      gone = true;
    } finally {
      lock.unlock();
    }
  }

  private void heard() {
    lock.lock();
    try {
      last = System.nanoTime();
      beats++;
      beat.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether its line has ended.
  boolean isGone() {
    lock.lock();
    try {
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /// How long ago it was heard, in nanoseconds.
  long silence() {
    lock.lock();
    try {
      return System.nanoTime() - last;
    } finally {
      lock.unlock();
    }
  }

  long beats() {
    lock.lock();
    try {
      return beats;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until more than `seen` beats were heard.
  ///
  /// @return whether that happened in time
  boolean await(long seen, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (beats <= seen && left > 0) {
        left = beat.awaitNanos(left);
      }
      return beats > seen;
    } finally {
      lock.unlock();
    }
  }
}
