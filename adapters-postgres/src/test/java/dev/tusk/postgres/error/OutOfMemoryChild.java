package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.Servers;

/// A small program whose worker runs out of memory, and which then goes on. Prints what became of
/// both.
final class OutOfMemoryChild {
  private OutOfMemoryChild() {}

  /// Runs a statement that needs more than the heap, then one that does not, in the database of the
  /// environment.
  public static void main(String[] args) throws InterruptedException {
    PgDatabaseAddress address = PgDatabaseAddress.ofEnvironment();
    try (ConnectionPool pool = Servers.pool(address, ConnectionOptions.DEFAULTS)) {
      Thread worker =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Session session = Servers.lease(pool)) {
                      session.execute(
                          StatementRequest.plain("select g from generate_series(1, 1000000) g"),
                          new Glutton());
                      System.out.println("FIRST went well");
                    } catch (TuskException failure) {
                      System.out.println("FIRST " + failure.error().getClass().getSimpleName());
                    }
                  });
      worker.join();
      try (Session session = Servers.lease(pool)) {
        System.out.println("SECOND " + Servers.value(session, "select 6 * 7"));
      }
    }
    System.exit(0);
  }

  /// Wants more than there is in the midst of the rows; those behind are still on their way.
  private static final class Glutton implements StatementSink {
    private int pages;

    @Override
    public boolean rows(RowPage page) {
      pages++;
      return pages < 3 || new byte[Integer.MAX_VALUE / 2].length > 0;
    }
  }
}
