package dev.tusk.harness.postgres;

import java.nio.file.Path;
import java.sql.SQLException;

/// A server that belongs to a test, embedded or the system's own.
public interface PgServer extends AutoCloseable {
  /// The address of a database of this server, whether it exists or not, reached as the superuser.
  PgDatabaseAddress address(String database);

  /// Runs statements one by one in the database `postgres`.
  default void execute(String... statements) {
    try (var connection = address("postgres").connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The fixture's own statement failed: " + e.getMessage(), e);
    }
  }

  /// The server's data directory, for certificates and the like.
  Path dataDirectory();

  /// The major version that runs.
  int major();

  /// The postmaster's process id; another one after a restart.
  long pid();

  /// Stops the server in order, ending every session (57P01); [#resume] brings it back.
  void stop();

  /// Stops the server as a crash would; [#resume] lets it recover.
  void crash();

  /// Starts a stopped server on its old port with its old password.
  void resume();

  /// Ends the server, and deletes what it left.
  @Override
  void close();
}
