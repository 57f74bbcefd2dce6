package dev.tusk.app.demo;

import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.app.files.DataDirectory;
import dev.tusk.cli.CliEnvironment.Endpoint;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOutcome;
import dev.tusk.core.query.SqlTab;
import dev.tusk.demo.DemoException;
import dev.tusk.demo.EmbeddedServer;
import dev.tusk.demo.SampleDatabase;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/// The embedded server with the sample database in it, started when first asked for.
public final class DemoServer implements AutoCloseable {
  /// Always the same, so that tabs find their connection again at the next start.
  static final ConnectionId ID =
      new ConnectionId(UUID.fromString("7c5ad000-0000-4000-8000-000000000001"));

  public static final String NAME = "shop-demo";

  private static final String MAINTENANCE = "postgres";

  private final EmbeddedServer server;
  private final String database;

  private DemoServer(EmbeddedServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /// Starts or joins the server, and loads the sample when it is not there yet. Blocks.
  ///
  /// @param progress told in a few words what is being done
  public static DemoServer start(Program program, Consumer<String> progress) {
    DemoServer demo = start(program, SampleDatabase.NAME, progress);
    try {
      demo.load(program.parts(), progress);
      return demo;
    } catch (RuntimeException failure) {
      demo.close();
      throw failure;
    }
  }

  /// Starts or joins the server without the sample, its connection to an empty database. Blocks.
  public static DemoServer startEmpty(Program program) {
    return start(program, MAINTENANCE, step -> {});
  }

  private static DemoServer start(Program program, String database, Consumer<String> progress) {
    // before the server makes its own folders below, in the modes that it likes
    DataDirectory.prepare(program.paths().data());
    try {
      return new DemoServer(
          EmbeddedServer.startOrJoin(
              program.paths().demo(), program.paths().demo().resolve("binaries"), progress),
          database);
    } catch (DemoException failure) {
      throw new TuskException(
          new TuskError.StorageFailed(TuskError.Disk.OTHER, String.valueOf(failure.getMessage())),
          failure);
    }
  }

  /// The connection to the sample; its password is the caller's.
  public Endpoint endpoint() {
    return endpoint(database, ID, NAME);
  }

  private Endpoint endpoint(String database, ConnectionId id, String name) {
    ConnectionConfig config =
        new ConnectionConfig(
            id,
            name,
            server.host(),
            server.port(),
            database,
            server.user(),
            SslMode.DISABLE,
            Stage.DEVELOPMENT,
            false,
            ConnectionOptions.DEFAULTS);
    char[] password = server.password();
    try {
      return new Endpoint(config, Secret.of(password));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void load(CompositionRoot parts, Consumer<String> progress) {
    RunScript scripts = parts.runScript(NoHistory.INSTANCE);
    Endpoint maintenance =
        endpoint(MAINTENANCE, new ConnectionId(parts.ids().next()), "sample server");
    try (SqlTab tab = connect(parts, maintenance)) {
      OneValue state = new OneValue();
      run(scripts, tab, SampleDatabase.STATE_QUERY, state);
      if (!SampleDatabase.needsLoading(state.value())) {
        return;
      }
      progress.accept("Creating the sample database");
      SampleDatabase.CREATE_STATEMENTS.forEach(sql -> run(scripts, tab, sql, new OneValue()));
    } finally {
      parts.closeConnection().close(maintenance.config().id());
    }
    Endpoint sample =
        endpoint(SampleDatabase.NAME, new ConnectionId(parts.ids().next()), "sample server");
    try (SqlTab tab = connect(parts, sample)) {
      for (SampleDatabase.Script script : SampleDatabase.scripts()) {
        progress.accept(script.doing());
        run(scripts, tab, script.text(), new OneValue());
      }
    } finally {
      parts.closeConnection().close(sample.config().id());
    }
  }

  private static SqlTab connect(CompositionRoot parts, Endpoint endpoint) {
    try (Secret password = endpoint.password()) {
      var _ =
          parts
              .openConnection()
              .open(endpoint.config(), password, ConnectInteraction.none(), Cancellation.create());
    }
    SqlTab tab = new SqlTab(new TabId(parts.ids().next()), "sample database", parts.open());
    tab.use(endpoint.config().id());
    return tab;
  }

  private static void run(RunScript scripts, SqlTab tab, String sql, OneValue listener) {
    ScriptOutcome outcome =
        scripts.run(tab, sql, ScriptOptions.DEFAULTS, Cancellation.create(), listener);
    QueryFailure failure = outcome.firstFailure();
    if (failure != null) {
      throw new TuskException(failure.error());
    }
  }

  /// Leaves the server; it stops when nobody else uses it.
  @Override
  public void close() {
    server.close();
  }
}
