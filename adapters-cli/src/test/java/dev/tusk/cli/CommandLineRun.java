package dev.tusk.cli;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.doctor.ExamineConnection;
import dev.tusk.core.doctor.ExamineMachine;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.guard.WriteGuard;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.query.RecordHistory;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.FakeMachine;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The command line with a server, a storage and a keyring in memory.
final class CommandLineRun {
  static final String PASSWORD = "s3cret-w0rd";

  private final ConnectionConfig address = ConnectionBuilder.connection("server").build();
  private final InMemoryStorage storage = new InMemoryStorage();
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final CountingIds ids = new CountingIds();
  private final Map<String, String> variables = new HashMap<>();
  private final TimeSource time;
  private String input = "";
  private boolean terminal;
  private CliEnvironment.Interrupts interrupts = action -> () -> {};
  private @Nullable OutputStream brokenOut;

  CommandLineRun(TimeSource time) {
    this.time = time;
    variables.put("PGPASSWORD", PASSWORD);
    variables.put("PGHOST", address.host());
    variables.put("PGPORT", String.valueOf(address.port()));
    variables.put("PGDATABASE", address.database());
    variables.put("PGUSER", address.user());
    variables.put("PGSSLMODE", "disable");
  }

  /// What a command left behind.
  record Ended(int code, String out, String err) {}

  CommandLineRun variable(String name, @Nullable String value) {
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
    return this;
  }

  CommandLineRun input(String text) {
    input = text;
    return this;
  }

  CommandLineRun onTerminal() {
    terminal = true;
    return this;
  }

  /// Ctrl+C comes as soon as anybody listens for it.
  CommandLineRun interrupted() {
    interrupts =
        action -> {
          action.run();
          return () -> {};
        };
    return this;
  }

  CommandLineRun out(OutputStream out) {
    brokenOut = out;
    return this;
  }

  InMemoryStorage storage() {
    return storage;
  }

  InMemoryCredentials credentials() {
    return credentials;
  }

  /// A URL of the server, without a password.
  String url() {
    return "postgresql://%s@%s:%d/%s?sslmode=disable"
        .formatted(address.user(), address.host(), address.port(), address.database());
  }

  Ended run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (OpenConnections open = new OpenConnections()) {
      CliServices services = services(open);
      Terminal streams =
          new Terminal(
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              brokenOut == null ? out : brokenOut,
              err,
              terminal,
              false);
      code =
          TuskCommand.create(
                  new CliEnvironment(
                      () -> services, null, streams, Map.copyOf(variables), interrupts))
              .execute(arguments);
    }
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private CliServices services(OpenConnections open) {
    InMemoryDatabase database = InMemoryDatabase.at(address, PASSWORD);
    CancelQuery cancel = new CancelQuery(time);
    Unlocks unlocks = new Unlocks(time);
    RunStatement runStatement =
        new RunStatement(
            new QueryRegistry(),
            cancel,
            new RecordHistory(storage.history(), open),
            time,
            ids,
            new NearestNames(new SchemaCaches()),
            new WriteGuard(unlocks));
    OpenConnection openConnection =
        new OpenConnection(
            database.connector(),
            credentials,
            storage.connections(),
            database.environment(),
            open,
            time);
    return new CliServices(
        new ManageConnections(storage.connections(), credentials, open),
        openConnection,
        new ReadConnection(database.environment().variables(variables), ids),
        new ShareConnections(ids, database.environment()),
        open,
        new RunScript(runStatement),
        new UnlockWrites(open, unlocks),
        new ExamineMachine(new FakeMachine(), credentials),
        new ExamineConnection(openConnection, open, time),
        time,
        ids);
  }
}
