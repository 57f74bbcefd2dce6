package dev.tusk.app;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.TuskCommand;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A command in this process: the real command line over the real database adapter, put together
/// as the program is. What it keeps is in memory.
public final class TuskInProcess {
  private TuskInProcess() {}

  /// Runs one against a database.
  ///
  /// @param command its name, as `export`
  /// @return the exit code
  public static int run(
      PgDatabaseAddress database,
      OutputStream out,
      OutputStream err,
      String command,
      String... arguments) {
    try (CompositionRoot tusk =
        new CompositionRoot(
            new AppPaths(Path.of("never-made"), true),
            new PgDatabase(Map.of()),
            new InMemoryCredentials(),
            new InMemoryStorage(),
            new FixedClock())) {
      CliServices services = tusk.commandLine();
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
      return TuskCommand.create(environment)
          .execute(
              Stream.concat(Stream.of(command, "--url", url), Stream.of(arguments))
                  .toArray(String[]::new));
    }
  }
}
