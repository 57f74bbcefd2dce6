package dev.tusk.postgres.session;

import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.StatementKind;
import java.sql.SQLException;

/// Keeps a session from writing, whatever it has set itself.
///
/// Outside of a transaction the server reports each change of `default_transaction_read_only` by
/// itself, so that looking costs nothing; a server that reports none is told each time. Inside one
/// it is told before each statement: a savepoint that is rolled back takes the mode back too.
final class ReadOnlySwitch {
  private final PgLink link;
  private boolean wanted;
  private boolean enforced;

  ReadOnlySwitch(PgLink link, boolean set) {
    this.link = link;
    this.wanted = set;
    this.enforced = set;
  }

  void want(boolean on) {
    wanted = on;
  }

  /// Whether `sql` is to run in a read-only transaction of its own. Behind a pooler a setting of
  /// the session would stay behind for somebody else, and the next statement may not find it.
  boolean wraps(String sql) {
    if (!wanted
        || !link.isPooled()
        || !link.can(ServerAbility.READ_ONLY)
        || link.transactionState() != TransactionState.IDLE) {
      return false;
    }
    StatementKind kind = StatementKind.of(sql);
    return !kind.controlsTransaction() && kind != StatementKind.OUTSIDE_TRANSACTION;
  }

  /// Makes the session so, before a statement is sent.
  void enforce(StatementText next) throws SQLException {
    TransactionState now = link.transactionState();
    if (now == TransactionState.FAILED || !link.can(ServerAbility.READ_ONLY)) {
      // It runs nothing but its own end, or the server refuses nothing and the words must do.
      return;
    }
    if (link.isPooled()) {
      if (wanted && now == TransactionState.OPEN && !next.endsTransaction()) {
        link.rows("set transaction read only");
      }
      return;
    }
    if (!wanted) {
      if (enforced && now == TransactionState.IDLE) {
        link.rows("reset " + SessionSetup.READ_ONLY);
        enforced = false;
      }
      return;
    }
    enforced = true;
    if (!"on".equals(link.parameter(SessionSetup.READ_ONLY))) {
      link.rows("set " + SessionSetup.READ_ONLY + " = on");
    }
    if (now == TransactionState.OPEN && !next.endsTransaction()) {
      link.rows("set transaction read only");
    }
  }
}
