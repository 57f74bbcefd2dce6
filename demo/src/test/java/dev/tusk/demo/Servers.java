package dev.tusk.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;

/// What the tests of this module ask of a server.
final class Servers {
  static final Path CACHE = Path.of("target", "server-binaries").toAbsolutePath();

  private Servers() {}

  static EmbeddedServer start(Path folder) {
    return start(folder, line -> {});
  }

  /// Everything as the sample server does it, but without waiting for the disk.
  static EmbeddedServer start(Path folder, Consumer<String> progress) {
    return EmbeddedServer.startOrJoin(
        ServerBinaries.onClassPath(), folder, CACHE, ServerOptions.throwaway(), progress);
  }

  static String ask(EmbeddedServer server, String sql) throws SQLException {
    try (var connection = connect(server, new String(server.password()));
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }

  static Connection connect(EmbeddedServer server, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", password);
    String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
    return DriverManager.getConnection(url, properties);
  }
}
