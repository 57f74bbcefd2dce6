package dev.tusk.harness.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// All that a client must know to reach one database of a test server.
///
/// @param host always 127.0.0.1
/// @param port of the server, or of a proxy before it
/// @param database its name
/// @param user the superuser
/// @param password the superuser's
public record PgDatabaseAddress(
    String host, int port, String database, String user, String password) {

  /// The database that the environment names: a child process finds it there, if its parent has put
  /// [#variables] into it.
  public static PgDatabaseAddress ofEnvironment() {
    return new PgDatabaseAddress(
        variable("PGHOST"),
        Integer.parseInt(variable("PGPORT")),
        variable("PGDATABASE"),
        variable("PGUSER"),
        variable("PGPASSWORD"));
  }

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), name);
  }

  /// The variables by which psql finds it, and a child process by [#ofEnvironment].
  public Map<String, String> variables() {
    return Map.of(
        "PGHOST",
        host,
        "PGPORT",
        "" + port,
        "PGDATABASE",
        database,
        "PGUSER",
        user,
        "PGPASSWORD",
        password);
  }

  /// The same database through another port, such as that of a proxy.
  public PgDatabaseAddress through(int otherPort) {
    return new PgDatabaseAddress(host, otherPort, database, user, password);
  }

  /// The URL without user and password.
  public String url() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /// The URL that a person pastes, with user and password.
  public String urlToPaste() {
    return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
  }

  /// Opens a plain connection; the caller closes it.
  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverManager.getConnection(url(), properties);
  }
}
