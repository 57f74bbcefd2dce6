package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.Bouncer;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real PgBouncer: its console is not a database, and what it serves is.
@Requirement("FR-011")
class PgBouncerTest {
  private static @TempDir Path folder;
  private static @Nullable Bouncer bouncer;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    bouncer = Bouncer.start(folder, "session");
    port = bouncer.port();
  }

  @AfterAll
  static void stop() {
    if (bouncer != null) {
      bouncer.close();
    }
  }

  @Test
  void itsConsoleIsNamedForWhatItIs() {
    assertThat(catchThrowableOfType(TuskException.class, () -> open("pgbouncer").close()).error())
        .isInstanceOfSatisfying(
            TuskError.Unreachable.class,
            error -> {
              assertThat(error.cause()).isEqualTo(TuskError.Reach.NOT_POSTGRES);
              assertThat(error.message()).contains("console of PgBouncer");
            });
  }

  @Test
  void aDatabaseBehindItIsPostgresql() {
    try (ConnectionPool pool = open("postgres");
        Session session = Servers.lease(pool)) {
      assertThat(pool.server().major()).isEqualTo(PgFixture.shared().major());
      assertThat(Servers.value(session, "select 1")).isEqualTo("1");
    }
  }

  private static ConnectionPool open(String database) {
    PgDatabaseAddress server = PgFixture.shared().address(database);
    ConnectionConfig c = Servers.config(server.through(port));
    ConnectionConfig config =
        like(c).port(port).database(database).sslMode(SslMode.DISABLE).build();
    try (Secret password = Servers.password(server)) {
      return Servers.database()
          .connector()
          .open(config, password, Cancellation.create(), step -> {});
    }
  }
}
