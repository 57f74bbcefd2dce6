package dev.tusk.postgres.pool;

import dev.tusk.postgres.session.PgLink;
import java.sql.Connection;

/// A link that somebody has borrowed from a [LinkPool]. Used by one thread at a time.
final class Loan {
  private final LinkPool pool;
  private final PgLink link;
  private final Connection room;
  private final String holder;

  /// @param room where HikariCP keeps the link
  Loan(LinkPool pool, PgLink link, Connection room, String holder) {
    this.pool = pool;
    this.link = link;
    this.room = room;
    this.holder = holder;
  }

  PgLink link() {
    return link;
  }

  Connection room() {
    return room;
  }

  /// Who borrowed it, for people.
  String holder() {
    return holder;
  }

  /// Gives it back; a second call does nothing.
  ///
  /// @param clean whether the link is as good as new; otherwise it is cut
  /// @return whether it was out until now
  boolean giveBack(boolean clean) {
    return pool.takeBack(this, clean);
  }
}
