package dev.tusk.app.export;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.TuskCommand;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.doctor.ExamineConnection;
import dev.tusk.core.doctor.ExamineMachine;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.query.RecordHistory;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.FakeMachine;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/// `tusk export`, or another command, in this process: the real command line over the real
/// database adapter.
final class TuskExport {
  private TuskExport() {}

  /// How a command ended.
  record Ended(int code, ByteArrayOutputStream written, String messages) {
    byte[] bytes() {
      return written.toByteArray();
    }

    String out() {
      return written.toString(StandardCharsets.UTF_8);
    }
  }

  static Ended run(PgDatabaseAddress database, String... arguments) {
    return command("export", database, arguments);
  }

  static Ended command(String command, PgDatabaseAddress database, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (OpenConnections open = new OpenConnections()) {
      CliServices services = services(open);
      CliEnvironment environment =
          new CliEnvironment(
              () -> services,
              null,
              new Terminal(InputStream.nullInputStream(), out, err, false, false),
              Map.of("PGPASSWORD", database.password()),
              action -> () -> {});
      String url =
          "postgresql://%s@%s:%d/%s?sslmode=disable"
              .formatted(database.user(), database.host(), database.port(), database.database());
      code =
          TuskCommand.create(environment)
              .execute(
                  Stream.concat(Stream.of(command, "--url", url), Stream.of(arguments))
                      .toArray(String[]::new));
    }
    return new Ended(code, out, err.toString(StandardCharsets.UTF_8));
  }

  private static CliServices services(OpenConnections open) {
    PgDatabase postgres = new PgDatabase(Map.of());
    InMemoryStorage storage = new InMemoryStorage();
    InMemoryCredentials credentials = new InMemoryCredentials();
    FixedClock clock = new FixedClock();
    CountingIds ids = new CountingIds();
    CancelQuery cancel = new CancelQuery(clock);
    RunStatement runStatement =
        new RunStatement(
            new QueryRegistry(), cancel, new RecordHistory(storage.history(), open), clock, ids);
    OpenConnection openConnection =
        new OpenConnection(
            postgres.connector(),
            credentials,
            storage.connections(),
            postgres.environment(),
            open,
            clock);
    return new CliServices(
        new ManageConnections(storage.connections(), credentials, open),
        openConnection,
        new ReadConnection(postgres.environment(), ids),
        new ShareConnections(ids, postgres.environment()),
        open,
        new RunScript(runStatement),
        new UnlockWrites(open, new Unlocks(clock)),
        new ExamineMachine(new FakeMachine(), credentials),
        new ExamineConnection(openConnection, open, clock),
        clock,
        ids);
  }
}
