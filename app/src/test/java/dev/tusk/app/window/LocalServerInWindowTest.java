package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server of this computer, which the start screen of the real window finds by its socket.
class LocalServerInWindowTest {
  private final Walker walker = new Walker();

  @Test
  void isFoundAndReachedWithOneClick(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    ServerOptions options =
        ServerOptions.throwaway()
            .with("unix_socket_directories", "/tmp")
            .withAccess(List.of("local all all trust", "host all all 127.0.0.1/32 scram-sha-256"));
    try (PgFixture server = PgFixture.start(options)) {
      PgDatabaseAddress database = server.newDatabase();
      RunningTusk tusk =
          new RunningTusk(
              data, Map.of("PGUSER", database.user(), "PGDATABASE", database.database()));
      try {
        walker.until("the heading", () -> walker.says("On this computer"));
        walker.click("PostgreSQL on port " + database.port());
        var _ = walker.editor();
        walker.run("select current_database(), inet_server_addr() is null");
        assertThat(walker.cells()).containsExactly(List.of(database.database(), "t"));
        walker.close();
        assertThat(tusk.end()).as(tusk.said()).isZero();
      } catch (Exception | AssertionError failure) {
        walker.giveUp("local-server");
        throw failure;
      }
    }
  }
}
