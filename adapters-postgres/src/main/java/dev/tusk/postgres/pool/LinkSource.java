package dev.tusk.postgres.pool;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.time.Duration;

/// Where a pool gets its links: each dialled within the connect timeout and set up as psql's.
/// Thread-safe.
///
/// @param dialler not owned
/// @param proof how long a link that was idle may take to answer before it counts as dead
record LinkSource(Dialler dialler, SessionSetup setup, Duration proof) {
  ConnectionConfig config() {
    return dialler.config();
  }

  /// A fresh link, within the connect timeout.
  ///
  /// @param spent what the borrower has used up of it already
  /// @throws dev.tusk.core.error.TuskException as [Dialler#dial] does
  PgLink dial(Duration spent, Cancellation cancellation) {
    return dialler
        .dial(
            config().options().connectTimeout().minus(spent),
            cancellation,
            step -> {},
            link -> {
              setup.make(link);
              return setup;
            })
        .link();
  }

  /// Whether a link that was idle answers.
  boolean proves(PgLink link) {
    return dialler.isCurrent(link) && !link.hasUnreadWord() && link.answers(proof);
  }
}
