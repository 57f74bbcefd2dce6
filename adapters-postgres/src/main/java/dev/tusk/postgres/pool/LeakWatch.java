package dev.tusk.postgres.pool;

import dev.tusk.postgres.session.PgSession;
import java.lang.ref.Cleaner;

/// Takes back what somebody borrowed and lost.
///
/// A tab may hold its session all day, so how long says nothing. A session that nobody can reach
/// any more was never given back: it is ended, its place is free again, and the log says who
/// borrowed it and where. Thread-safe.
final class LeakWatch {
  private static final System.Logger LOG = System.getLogger(LeakWatch.class.getName());
  private static final Cleaner CLEANER =
      Cleaner.create(
          work -> Thread.ofPlatform().daemon().name("tusk-lost-sessions").unstarted(work));

  private LeakWatch() {}

  /// Watches over `session` until its loan is given back.
  static void watch(PgSession session, Loan loan) {
    // Neither the action nor the stack may know the session, or it would always be reachable.
    Throwable borrowed = new Borrowed(loan.holder());
    var _ =
        CLEANER.register(
            session,
            () -> {
              if (loan.giveBack(false)) {
                LOG.log(
                    System.Logger.Level.WARNING,
                    "The session borrowed by \""
                        + loan.holder()
                        + "\" was lost without being given back and is ended now",
                    borrowed);
              }
            });
  }

  /// Where a session was borrowed.
  private static final class Borrowed extends Exception {
    private static final long serialVersionUID = 1L;

    Borrowed(String holder) {
      super("borrowed by \"" + holder + "\" here");
    }
  }
}
