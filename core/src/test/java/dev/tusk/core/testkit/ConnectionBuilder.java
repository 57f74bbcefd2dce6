package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Builds connections for tests: a believable one unless told otherwise.
public final class ConnectionBuilder {
  private ConnectionId id;
  private String name;
  private String host = "db.example.org";
  private int port = 5433;
  private String database = "shop";
  private String user = "ada";
  private SslMode sslMode = SslMode.PREFER;
  private Stage stage = Stage.DEVELOPMENT;
  private boolean rememberPassword = true;
  private ConnectionOptions options = ConnectionOptions.DEFAULTS;
  private ConnectionSettings settings = ConnectionSettings.NONE;

  private ConnectionBuilder(String name) {
    this.name = name;
    this.id = new ConnectionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  /// Starts one of this name; its id follows from the name.
  public static ConnectionBuilder connection(String name) {
    return new ConnectionBuilder(name);
  }

  /// Starts from another, which stays as it is.
  public static ConnectionBuilder like(ConnectionConfig other) {
    ConnectionBuilder builder = new ConnectionBuilder(other.name());
    builder.id = other.id();
    builder.host = other.host();
    builder.port = other.port();
    builder.database = other.database();
    builder.user = other.user();
    builder.sslMode = other.sslMode();
    builder.stage = other.stage();
    builder.rememberPassword = other.rememberPassword();
    builder.options = other.options();
    builder.settings = other.settings();
    return builder;
  }

  public ConnectionBuilder id(ConnectionId value) {
    id = value;
    return this;
  }

  public ConnectionBuilder name(String value) {
    name = value;
    return this;
  }

  public ConnectionBuilder host(String value) {
    host = value;
    return this;
  }

  public ConnectionBuilder port(int value) {
    port = value;
    return this;
  }

  public ConnectionBuilder database(String value) {
    database = value;
    return this;
  }

  public ConnectionBuilder user(String value) {
    user = value;
    return this;
  }

  public ConnectionBuilder sslMode(SslMode value) {
    sslMode = value;
    return this;
  }

  public ConnectionBuilder stage(Stage value) {
    stage = value;
    return this;
  }

  public ConnectionBuilder rememberPassword(boolean value) {
    rememberPassword = value;
    return this;
  }

  public ConnectionBuilder options(ConnectionOptions value) {
    options = value;
    return this;
  }

  /// Sets one more.
  public ConnectionBuilder set(Setting setting, String value) {
    settings = settings.with(setting, value);
    return this;
  }

  public ConnectionConfig build() {
    return new ConnectionConfig(
        id, name, host, port, database, user, sslMode, stage, rememberPassword, options, settings);
  }
}
