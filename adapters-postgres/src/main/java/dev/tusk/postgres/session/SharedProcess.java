package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskException;
import java.sql.SQLException;

/// Finds out whether a pooler gives the server process of a session to others as soon as no
/// transaction is open.
///
/// The pooler itself does not say. It is proven when one process serves two sessions that both
/// live, this one and one of Tusk's own, or when two processes serve this one; in session mode
/// neither can be. A pooler hands out first what was given back last, so that a look nearly always
/// tells.
public final class SharedProcess {
  /// The process and its server: of several servers two may have processes of one number.
  public static final String ASK =
      """
      select pg_catalog.concat_ws('@'::pg_catalog.text, pg_catalog.pg_backend_pid(),
        (pg_catalog.date_part('epoch'::pg_catalog.text, pg_catalog.pg_postmaster_start_time())
          operator(pg_catalog.*) 1000000)::pg_catalog.int8)
      """;

  private static final System.Logger LOG = System.getLogger(SharedProcess.class.getName());
  private static final int LOOKS = 3;
  private static final int MOST_LOOKS = 12;

  private final PgLink link;
  private final BackendControl control;
  private int looks;
  private boolean shared;

  SharedProcess(PgLink link, BackendControl control) {
    this.link = link;
    this.control = control;
  }

  /// Whether it is proven; looks again as long as it is not, but not for ever. Outside a
  /// transaction.
  boolean isProven() throws SQLException {
    if (shared || !link.isPooled() || looks >= MOST_LOOKS) {
      return shared;
    }
    try (BackendControl.Request another = control.open()) {
      String mine = link.rows(ASK).getFirst()[0];
      for (int i = 0; i < LOOKS && !shared; i++) {
        looks++;
        String others = another.process();
        // Asked after the other, so that this session has lived while that one was served.
        String again = link.rows(ASK).getFirst()[0];
        shared = others.equals(mine) || !again.equals(mine);
      }
    } catch (TuskException unknown) {
      // Each try may have waited for a place at a pooler that is full.
      looks += LOOKS;
      LOG.log(System.Logger.Level.DEBUG, "Whom the pooler serves is not known", unknown);
    }
    return shared;
  }
}
