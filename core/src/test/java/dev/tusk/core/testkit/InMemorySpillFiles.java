package dev.tusk.core.testkit;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.SpillFile;
import dev.tusk.core.result.SpillFiles;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Files that are arrays, on a disk of any size. Thread-safe.
public final class InMemorySpillFiles implements SpillFiles {
  private final AtomicLong free;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();

  /// A disk without end.
  public InMemorySpillFiles() {
    this(Long.MAX_VALUE);
  }

  /// A disk of so many bytes.
  public InMemorySpillFiles(long bytes) {
    free = new AtomicLong(bytes);
  }

  /// How many files there are.
  public int open() {
    return open.get();
  }

  /// How often a file was read.
  public int reads() {
    return reads.get();
  }

  @Override
  public SpillFile create() {
    if (free.get() == 0) {
      throw full();
    }
    open.incrementAndGet();
    return new ArrayFile();
  }

  private static TuskException full() {
    return new TuskException(new TuskError.StorageFailed(TuskError.Disk.FULL, "The disk is full"));
  }

  private final class ArrayFile implements SpillFile {
    private byte[] bytes = {};
    private boolean closed;

    @Override
    public synchronized long append(List<byte[]> parts) {
      check();
      int length = parts.stream().mapToInt(part -> part.length).sum();
      if (free.get() < length) {
        throw full();
      }
      free.addAndGet(-length);
      ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + length);
      all.writeBytes(bytes);
      parts.forEach(all::writeBytes);
      long start = bytes.length;
      bytes = all.toByteArray();
      return start;
    }

    @Override
    public synchronized byte[] read(long position, int length) {
      check();
      reads.incrementAndGet();
      return Arrays.copyOfRange(bytes, (int) position, (int) position + length);
    }

    @Override
    public synchronized long size() {
      return bytes.length;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        free.addAndGet(bytes.length);
        open.decrementAndGet();
      }
    }

    private void check() {
      if (closed) {
        throw new IllegalStateException("this file is closed");
      }
    }
  }
}
