package dev.tusk.postgres.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.postgres.error.ConnectErrors;
import dev.tusk.postgres.session.PgLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// At most so many links to one server, lent in the order of asking: a fair line before HikariCP.
///
/// The [Ledger] says who may have a link, HikariCP keeps the idle ones, proves them before it lends
/// them and ends them in time. A borrower for whom it has none gets a blank [Slot] and dials for
/// itself: nobody waits behind another's attempt, and everybody learns the true cause of its own.
/// Thread-safe.
final class LinkPool implements AutoCloseable, Slot.Examiner {
  private static final System.Logger LOG = System.getLogger(LinkPool.class.getName());
  private static final Duration CLOSING = Duration.ofMillis(800);
  private static final Duration LISTEN_EVERY = Duration.ofMillis(500);
  private static final ScopedValue<Cancellation> BORROWER = ScopedValue.newInstance();

  private final LinkSource source;
  private final Ledger ledger;
  private final HikariDataSource slots;
  private final Cancellation closing = Cancellation.create();

  /// Dials nothing yet.
  ///
  /// @param name of HikariCP's pool, in its threads and log
  /// @param patience how long a borrower waits for a free link
  LinkPool(LinkSource source, String name, int max, Duration patience) {
    this.source = source;
    this.ledger = new Ledger(max, patience);
    this.slots = Slots.pool(name, max, this);
    Thread listener = Thread.ofPlatform().daemon().name("tusk-listen").start(this::listen);
    var _ = closing.onCancel(() -> LockSupport.unpark(listener));
  }

  /// Finds out until the end which idle links have ended, so that the figures do not count them.
  private void listen() {
    while (!closing.isCancelled()) {
      try {
        ledger.listen();
      } catch (OutOfMemoryError others) {
        // Somebody else has filled the heap; the ends of idle links are wanted when that is over.
        LOG.log(System.Logger.Level.DEBUG, "Not listened for want of memory", others);
      }
      // Not interrupted: an interrupt in the middle of reading would close the link.
      LockSupport.parkNanos(LISTEN_EVERY.toNanos());
    }
  }

  /// Takes over a link that is ready; cuts it when there is no room.
  void adopt(PgLink ready) {
    try {
      var _ = borrow("its maker", Cancellation.create(), ready).giveBack(true);
    } catch (TuskException failure) {
      ready.cut();
      LOG.log(System.Logger.Level.DEBUG, "The pool starts empty", failure);
    }
  }

  /// Borrows a link that was proven to live. Waits for a free one no longer than the patience, and
  /// no longer than the connect timeout for one that has to be made.
  ///
  /// @param holder who borrows it, for people
  /// @throws TuskException with a PoolTimeout, a Cancelled, or why no link could be made
  Loan borrow(String holder, Cancellation cancellation) {
    return borrow(holder, cancellation, null);
  }

  private Loan borrow(String holder, Cancellation cancellation, @Nullable PgLink ready) {
    long start = System.nanoTime();
    @Nullable TuskException full = null;
    while (true) {
      ledger.await(cancellation, start, full);
      Cancellation either = Cancellation.create();
      try (var _ = cancellation.onCancel(either::cancel);
          var _ = closing.onCancel(either::cancel)) {
        return inPlace(holder, either, ready);
      } catch (TuskException failure) {
        if (!isServerFull(failure.error()) || !ledger.noteServerFull()) {
          throw failure;
        }
        full = failure;
      }
    }
  }

  /// Finds or makes a link in the place that the borrower was given.
  private Loan inPlace(String holder, Cancellation cancellation, @Nullable PgLink ready) {
    long served = System.nanoTime();
    @Nullable Connection room = null;
    @Nullable Loan loan = null;
    try {
      room = room(cancellation, served);
      Slot slot = Slot.of(room);
      @Nullable PgLink link = slot.link();
      if (cancellation.isCancelled()) {
        // Perhaps the link was cut after it had shown that it lives.
        throw Ledger.cancelled();
      }
      boolean fresh = link == null;
      if (link == null) {
        link =
            ready != null
                ? ready
                : source.dial(Duration.ofNanos(System.nanoTime() - served), cancellation);
        slot.fill(link);
      }
      loan = ledger.lend(new Loan(this, link, room, holder), fresh);
      return loan;
    } catch (SQLException closed) {
      throw new TuskException(Ledger.closed().error(), closed);
    } finally {
      if (loan == null) {
        if (room != null) {
          discard(room);
        }
        ledger.vacate();
      }
    }
  }

  /// What HikariCP has: a slot with an idle link that was just proven, or a blank one.
  private Connection room(Cancellation cancellation, long served) throws SQLException {
    Duration limit = source.config().options().connectTimeout();
    while (true) {
      try {
        return ScopedValue.where(BORROWER, cancellation).call(slots::getConnection);
      } catch (SQLTransientConnectionException notYet) {
        if (cancellation.isCancelled()) {
          throw Ledger.cancelled();
        }
        if (System.nanoTime() - served > limit.toNanos()) {
          throw ConnectErrors.timedOut(source.config(), limit);
        }
      } catch (SQLException failure) {
        if (Thread.currentThread().isInterrupted()) {
          throw Ledger.cancelled();
        }
        throw failure;
      }
    }
  }

  /// Lets a link that was idle show that it lives. When one is dead all are under suspicion, and
  /// HikariCP drops them as soon as it comes to them.
  @Override
  public boolean proves(PgLink link) {
    if (!link.isOpen()) {
      return false;
    }
    ledger.examine(link);
    boolean alive;
    try (var _ = BORROWER.orElse(closing).onCancel(link::cut)) {
      alive = source.proves(link);
    }
    if (!alive) {
      link.cut();
      ledger.suspectAll(link).forEach(PgLink::cut);
    }
    return alive;
  }

  @Override
  public void ended(PgLink link) {
    ledger.forget(link);
  }

  /// Ends a loan; its link goes to the next in line.
  ///
  /// @return false when it had ended before
  boolean takeBack(Loan loan, boolean clean) {
    boolean keep = clean && loan.link().isOpen();
    if (!ledger.strikeOut(loan, keep)) {
      // Given back before: its link may be somebody else's by now.
      return false;
    }
    try {
      if (keep) {
        loan.room().close();
      } else {
        loan.link().cut();
        slots.evictConnection(loan.room());
      }
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "A link could not be given back", failure);
    } finally {
      ledger.freePlace();
    }
    return true;
  }

  private void discard(Connection room) {
    try {
      PgLink link = Slot.of(room).link();
      if (link != null) {
        link.cut();
        ledger.forget(link);
      }
    } catch (SQLException closed) {
      LOG.log(System.Logger.Level.DEBUG, "A slot is gone already", closed);
    }
    slots.evictConnection(room);
  }

  /// Whether the server has no room, so that a link that somebody gives back would help.
  private static boolean isServerFull(TuskError error) {
    return error instanceof TuskError.Declined declined
        && declined.server().sqlState().equals("53300");
  }

  /// The figures now; never blocks.
  Ledger.Figures figures() {
    return ledger.figures();
  }

  /// HikariCP's side, for proofs.
  HikariDataSource slots() {
    return slots;
  }

  /// Cuts the links in use at once, says goodbye on the idle ones, and waits at most 0.8 s.
  @Override
  public void close() {
    Ledger.Remains remains = ledger.close();
    closing.cancel();
    remains.inUse().forEach(PgLink::cut);
    Thread goodbye = Thread.ofPlatform().daemon().name("tusk-close").start(slots::close);
    try {
      goodbye.join(CLOSING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    remains.unused().forEach(PgLink::cut);
  }
}
