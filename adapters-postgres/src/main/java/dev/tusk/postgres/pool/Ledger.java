package dev.tusk.postgres.pool;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.postgres.session.PgLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who has which link of a pool, who is next in line, and which links wait in HikariCP.
///
/// All of it changes under one lock, so that the figures are true at any moment and nobody is
/// overtaken. Nothing here waits for the network longer than a millisecond. Thread-safe.
final class Ledger {
  private static final long RETRY_WHEN_FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final int max;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<PgLink> idle = new LinkedHashSet<>();
  private final Set<PgLink> examined = new LinkedHashSet<>();
  private final Set<Loan> loans = new LinkedHashSet<>();
  private final Deque<Waiter> line = new ArrayDeque<>();
  private int places;
  private int returning;
  private boolean serverFull;
  private long serverFullUntil;
  private boolean closed;

  /// One moment's figures.
  ///
  /// @param idle links that nobody uses
  /// @param lent links in use
  /// @param waiting borrowers in line or dialling
  record Figures(int idle, int lent, int waiting) {}

  /// What a closed ledger leaves to be ended.
  record Remains(List<PgLink> inUse, List<PgLink> unused) {}

  private static final class Waiter {
    private final Condition served;
    private boolean place;
    private boolean cancelled;

    Waiter(Condition served) {
      this.served = served;
    }
  }

  /// @param max links there may be
  /// @param patience how long a borrower stays in line
  Ledger(int max, Duration patience) {
    this.max = max;
    this.patience = patience;
  }

  /// Waits in line for a place, in which the borrower may have a link: one that is idle, or one
  /// that it makes. [#lend] or [#vacate] must end it.
  ///
  /// @param start when the borrower began to wait
  /// @param full why the server had no room for it before, so that it stands first in line again;
  ///     null when it comes anew
  /// @throws TuskException with a PoolTimeout or `full`, a Cancelled, or a LinkLost when closed
  void await(Cancellation cancellation, long start, @Nullable TuskException full) {
    Waiter self = new Waiter(lock.newCondition());
    try (var _ = cancellation.onCancel(() -> cancel(self))) {
      lock.lock();
      try {
        checkOpen();
        if (full == null) {
          line.addLast(self);
        } else {
          line.addFirst(self);
        }
        serve();
        while (!self.place) {
          long left = patience.toNanos() - (System.nanoTime() - start);
          checkOpen();
          if (self.cancelled) {
            throw cancelled();
          }
          if (left <= 0) {
            throw full != null ? full : timedOut(start);
          }
          var _ = self.served.awaitNanos(serverFull ? Math.min(left, RETRY_WHEN_FULL_NANOS) : left);
          serve();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        line.remove(self);
        if (self.place) {
          places--;
        }
        serve();
        throw cancelled();
      } finally {
        line.remove(self);
        lock.unlock();
      }
    }
  }

  private void cancel(Waiter waiter) {
    lock.lock();
    try {
      waiter.cancelled = true;
      waiter.served.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Gives places to who waits, in order. Under the lock.
  private void serve() {
    while (!closed && !line.isEmpty() && loans.size() + places + returning < max) {
      // A server without room takes no new link, but an idle one is there already.
      if (places >= idle.size() && !mayDial()) {
        return;
      }
      places++;
      Waiter first = line.removeFirst();
      first.place = true;
      first.served.signal();
    }
  }

  private boolean mayDial() {
    if (serverFull && System.nanoTime() - serverFullUntil >= 0) {
      serverFull = false;
    }
    return !serverFull;
  }

  /// Turns the borrower's place into a loan.
  ///
  /// @param fresh whether the borrower has just made it
  /// @throws TuskException with a LinkLost when closed
  Loan lend(Loan loan, boolean fresh) {
    lock.lock();
    try {
      checkOpen();
      places--;
      forget(loan.link());
      if (fresh) {
        serverFull = false;
      }
      loans.add(loan);
      // What is too many by this count HikariCP is just about to end.
      while (loans.size() + idle.size() + examined.size() > max && !idle.isEmpty()) {
        idle.remove(idle.iterator().next());
      }
      return loan;
    } finally {
      lock.unlock();
    }
  }

  /// Gives up the borrower's place.
  ///
  /// @throws TuskException with a LinkLost when closed
  void vacate() {
    lock.lock();
    try {
      places--;
      serve();
      checkOpen();
    } finally {
      lock.unlock();
    }
  }

  /// Notes that the server has no room, so that the next attempt waits a little.
  ///
  /// @return false when nobody could give a link back, so that waiting is of no use
  boolean noteServerFull() {
    lock.lock();
    try {
      serverFull = !loans.isEmpty();
      serverFullUntil = System.nanoTime() + RETRY_WHEN_FULL_NANOS;
      return serverFull;
    } finally {
      lock.unlock();
    }
  }

  /// Strikes out a loan, and only whoever did that may touch its link from then on. Its place is
  /// taken until [#freePlace], which must follow when the link is cut or back where others find it.
  ///
  /// @param keep whether its link is idle from now on
  /// @return false when it had ended before
  boolean strikeOut(Loan loan, boolean keep) {
    lock.lock();
    try {
      if (!loans.remove(loan)) {
        return false;
      }
      returning++;
      if (keep) {
        idle.add(loan.link());
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Frees the place of a loan that was struck out, for the next in line.
  void freePlace() {
    lock.lock();
    try {
      returning--;
      serve();
    } finally {
      lock.unlock();
    }
  }

  /// Notes that a link is about to show that it lives: what it says now is an answer.
  void examine(PgLink link) {
    lock.lock();
    try {
      if (idle.remove(link)) {
        examined.add(link);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Strikes out a link that turned out dead.
  ///
  /// @return the idle links, which are under suspicion now; to be cut
  List<PgLink> suspectAll(PgLink dead) {
    lock.lock();
    try {
      forget(dead);
      List<PgLink> suspects = List.copyOf(idle);
      idle.clear();
      return suspects;
    } finally {
      lock.unlock();
    }
  }

  /// Strikes out a link that HikariCP keeps no longer.
  void forget(PgLink link) {
    lock.lock();
    try {
      idle.remove(link);
      examined.remove(link);
    } finally {
      lock.unlock();
    }
  }

  /// Listens on each idle link for a millisecond, since an end or a reset without a word shows only
  /// to who reads; a link that has ended is cut. One at a time: nobody may borrow it meanwhile, and
  /// nobody waits longer for the figures.
  void listen() {
    for (PgLink link : idleNow()) {
      lock.lock();
      try {
        if (idle.contains(link)) {
          var _ = link.listen();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private List<PgLink> idleNow() {
    lock.lock();
    try {
      return List.copyOf(idle);
    } finally {
      lock.unlock();
    }
  }

  /// The figures now, after dropping the idle links that have ended. Waits for a millisecond at
  // most.
  Figures figures() {
    lock.lock();
    try {
      for (Iterator<PgLink> each = idle.iterator(); each.hasNext(); ) {
        PgLink link = each.next();
        if (!link.isOpen() || link.hasUnreadWord()) {
          each.remove();
          link.cut();
        }
      }
      return new Figures(
          idle.size() + examined.size(), loans.size(), closed ? 0 : line.size() + places);
    } finally {
      lock.unlock();
    }
  }

  /// Refuses and wakes everybody from now on; a second time nothing remains.
  Remains close() {
    lock.lock();
    try {
      closed = true;
      List<PgLink> unused = new ArrayList<>(idle);
      unused.addAll(examined);
      Remains remains = new Remains(loans.stream().map(Loan::link).toList(), unused);
      loans.clear();
      idle.clear();
      examined.clear();
      line.forEach(waiter -> waiter.served.signal());
      return remains;
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw closed();
    }
  }

  static TuskException closed() {
    return new TuskException(new TuskError.LinkLost("The connection was closed", null));
  }

  static TuskException cancelled() {
    return new TuskException(new TuskError.Cancelled("Waiting for a session was stopped", null));
  }

  private TuskException timedOut(long start) {
    return new TuskException(
        new TuskError.PoolTimeout(
            Duration.ofNanos(System.nanoTime() - start),
            line.size() + places,
            loans.stream().map(Loan::holder).toList()));
  }
}
