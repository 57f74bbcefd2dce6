package dev.tusk.keyring;

import com.github.javakeyring.BackendNotSupportedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Does everything with the keyring on one daemon thread, in order, and never waits beyond a
/// deadline. Thread-safe.
///
/// A question that the keyring shows on the screen can block a call for two minutes, and a locked
/// one fails with a `NullPointerException`: whoever calls hears of either as a [Trouble]. A call
/// that nobody waits for any more stays alive, so that the keyring's question is not taken away.
final class VaultThread {
  private static final System.Logger LOG = System.getLogger(VaultThread.class.getName());

  /// After a failed attempt to reach the keyring, reads do not try again for this long.
  private static final Duration REST = Duration.ofSeconds(30);

  private final Vault.Door door;
  private final Duration coldDeadline;
  private final Duration warmDeadline;
  private final Runnable answered;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keyring").factory());
  private final AtomicInteger queued = new AtomicInteger();

  /// Whether the classes are loaded and the keyring has been tried once.
  private volatile boolean warm;

  private volatile boolean stuck;
  private volatile long failedAt;

  /// When the thread began with what it does now.
  private volatile long takenUp = System.nanoTime();

  private volatile @Nullable Trouble unreachable;

  /// Touched on the thread only.
  private @Nullable Vault vault;

  /// @param answered hears on the keyring's thread that it answered after somebody gave up waiting
  VaultThread(Vault.Door door, Duration coldDeadline, Duration warmDeadline, Runnable answered) {
    this.door = door;
    this.coldDeadline = coldDeadline;
    this.warmDeadline = warmDeadline;
    this.answered = answered;
  }

  /// Something to do with the keyring.
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Vault vault) throws Exception;
  }

  /// What came of it: a value, or a trouble.
  record Answer<T extends @Nullable Object>(T value, @Nullable Trouble trouble) {}

  /// Reads, if the keyring can be expected to answer.
  <T> Answer<@Nullable T> read(Work<@Nullable T> work) {
    Trouble known = unreachable;
    if (stuck) {
      return new Answer<>(null, Trouble.SILENT);
    }
    if (known != null && System.nanoTime() - failedAt < REST.toNanos()) {
      return new Answer<>(null, known);
    }
    return await(submit(work));
  }

  /// Stores, unless the keyring is silent: what it did not take in time is offered later.
  <T> Answer<@Nullable T> store(Work<@Nullable T> work) {
    return stuck ? new Answer<>(null, Trouble.SILENT) : await(submit(work));
  }

  /// Deletes: tries in every case, later if need be.
  <T> Answer<@Nullable T> delete(Work<@Nullable T> work) {
    boolean wait = !stuck;
    Future<Answer<@Nullable T>> answer = submit(work);
    return wait ? await(answer) : new Answer<>(null, Trouble.SILENT);
  }

  /// Reaches the keyring without anybody waiting for it.
  void warmUp() {
    var _ = submit(open -> "reached");
  }

  /// Does something without anybody waiting for it, unless the keyring is busy or silent.
  void aside(Work<?> work) {
    if (queued.get() == 0) {
      var _ = submit(open -> work.with(open));
    }
  }

  /// Lets go of the keyring if it answers within the deadline.
  void close() {
    if (!thread.isShutdown()) {
      Future<?> closed = thread.submit(this::closeVault);
      thread.shutdown();
      if (stuck) {
        return;
      }
      try {
        closed.get(warmDeadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException unable) {
        LOG.log(System.Logger.Level.DEBUG, "The keyring was left open", unable);
      }
    }
  }

  private <T> Future<Answer<@Nullable T>> submit(Work<@Nullable T> work) {
    queued.incrementAndGet();
    try {
      return thread.submit(() -> attempt(work));
    } catch (RejectedExecutionException closed) {
      queued.decrementAndGet();
      return CompletableFuture.completedFuture(new Answer<>(null, Trouble.SILENT));
    }
  }

  /// Waits for the deadline since the thread took up what it is doing now: a queue that moves is no
  /// reason to give up, unless it lasts as long as a first use may.
  private <T> Answer<@Nullable T> await(Future<Answer<@Nullable T>> answer) {
    long asked = System.nanoTime();
    long last = asked + coldDeadline.toNanos();
    long allowed = (warm ? warmDeadline : coldDeadline).toNanos();
    try {
      for (long limit = asked + allowed; ; limit = takenUp + allowed) {
        long now = System.nanoTime();
        long until = Math.min(limit - now, last - now);
        try {
          return answer.get(Math.max(until, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
          now = System.nanoTime();
          if (now - last >= 0 || now - takenUp >= allowed || stuck) {
            return silent();
          }
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer<>(null, Trouble.SILENT);
    } catch (ExecutionException failure) {
      LOG.log(System.Logger.Level.WARNING, "The keyring's thread failed", failure);
      return new Answer<>(null, Trouble.REFUSED);
    }
  }

  private <T> Answer<@Nullable T> silent() {
    stuck = true;
    // It may have answered in this very moment, and then nobody else would say so.
    if (queued.get() == 0) {
      stuck = false;
    }
    return new Answer<>(null, Trouble.SILENT);
  }

  // Everything is caught: a locked keyring gives a NullPointerException, a missing native library
  // an UnsatisfiedLinkError, and neither may take anything with it.
  @SuppressWarnings("CatchingUnchecked")
  private <T> Answer<@Nullable T> attempt(Work<@Nullable T> work) {
    takenUp = System.nanoTime();
    boolean reached = false;
    boolean worked = false;
    try {
      Vault open = vault;
      if (open == null) {
        open = door.open();
        vault = open;
      }
      reached = true;
      T value = work.with(open);
      unreachable = null;
      warm = true;
      worked = true;
      return new Answer<>(value, null);
    } catch (Throwable failure) {
      Trouble trouble = reached || !absent(failure) ? Trouble.REFUSED : Trouble.ABSENT;
      LOG.log(System.Logger.Level.DEBUG, "The keyring failed: " + trouble, failure);
      failedAt = System.nanoTime();
      unreachable = trouble;
      // Its service may have been started anew: the next attempt begins with a fresh connection.
      closeVault();
      warm = true;
      return new Answer<>(null, trouble);
    } finally {
      if (queued.decrementAndGet() == 0 && stuck) {
        stuck = false;
        if (worked) {
          answered.run();
        }
      }
    }
  }

  private static boolean absent(Throwable failure) {
    return failure instanceof BackendNotSupportedException || failure instanceof LinkageError;
  }

  private void closeVault() {
    Vault open = vault;
    vault = null;
    if (open != null) {
      try {
        open.close();
      } catch (Exception failure) {
        LOG.log(System.Logger.Level.DEBUG, "The keyring could not be closed", failure);
      }
    }
  }
}
