package dev.tusk.postgres.pool;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.connect.Dialler;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// What the pool is made of, for proofs that leave a part of it out.
final class Pools {
  private Pools() {}

  /// A pool without what [PgPool] adds: nobody cleans its links.
  static LinkPool bare(PgDatabaseAddress address, int max) {
    return new LinkPool(source(address), "bare", max, Duration.ofSeconds(5));
  }

  /// A service pool alone.
  ///
  /// @param silence how long the server may say nothing when it has been asked; zero for any time
  static ServicePool service(PgDatabaseAddress address, Duration silence) {
    LinkSource source = source(address);
    return new ServicePool(source, source.dial(Duration.ZERO, Cancellation.create()), silence);
  }

  private static LinkSource source(PgDatabaseAddress address) {
    return new LinkSource(
        new Dialler(Servers.config(address), Servers.password(address), Map.of()),
        new SessionSetup(Map.of("timezone", "UTC")),
        Duration.ofMillis(500));
  }

  static Loan borrow(LinkPool pool) {
    return pool.borrow("a test", Cancellation.create());
  }

  /// The first value of a statement, whatever it says; the message of its failure otherwise.
  static String value(PgLink link, String sql) {
    try {
      var rows = link.rows(sql);
      return rows.isEmpty() ? "no row" : String.valueOf(rows.getFirst()[0]);
    } catch (SQLException failure) {
      return String.valueOf(failure.getMessage());
    }
  }
}
