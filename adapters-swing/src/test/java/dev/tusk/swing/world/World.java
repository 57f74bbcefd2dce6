package dev.tusk.swing.world;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryEnvironment;
import dev.tusk.core.testkit.InMemoryStorage;
import java.nio.file.Path;

/// A whole Tusk without a server, a disk or a keyring.
public final class World {
  public final FixedClock clock = new FixedClock();
  public final CountingIds ids = new CountingIds();
  public final InMemoryStorage storage = new InMemoryStorage();
  public final InMemoryCredentials credentials = new InMemoryCredentials();
  public final ScriptedServer server = new ScriptedServer();
  public final ScriptedCatalog catalog = new ScriptedCatalog();
  public final InMemoryEnvironment environment = new InMemoryEnvironment();
  public final OpenConnections open = new OpenConnections();
  public final SchemaCaches caches = new SchemaCaches();
  public final TuskState state =
      new TuskState(
          Path.of("."),
          open,
          new QueryRegistry(),
          caches,
          new CancelQuery(clock),
          new Unlocks(clock));
  public final ManageConnections connections =
      new ManageConnections(storage.connections(), credentials, open);
  public final OpenConnection openConnection =
      new OpenConnection(server, credentials, storage.connections(), environment, open, clock);
  public final ReadConnection readConnection = new ReadConnection(environment, ids);
  public final CloseConnection closeConnection = new CloseConnection(open);
  public final BrowseSchema browse = new BrowseSchema(catalog, caches);
  public final Settings settings = new Settings(storage.settings());

  /// Saves a connection.
  public ConnectionConfig save(ConnectionConfig config) {
    storage.connections().save(config);
    return config;
  }
}
