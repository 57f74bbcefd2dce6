package dev.tusk.benchmarks;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/// The yardstick: `psql` on the same server.
///
/// @param host where the server listens
/// @param password handed over in the environment
record Psql(String host, int port, String user, String database, String password) {
  private static final String HOST = "TUSK_BENCH_HOST";
  private static final String PORT = "TUSK_BENCH_PORT";
  private static final String USER = "TUSK_BENCH_USER";
  private static final String DATABASE = "TUSK_BENCH_DATABASE";
  private static final String PASSWORD = "PGPASSWORD";

  /// The million rows that everything here reads.
  static final String QUERY = "select * from analytics.page_views";

  /// How many they are.
  static final int ROWS = 1_000_000;

  /// Rows of ten columns.
  ///
  /// @param numbers gives an int4 called i for each of them
  static String tenColumns(String numbers) {
    return "select i, ((i::int8 * 7919) % 10000019)::int4 as k, md5(i::text) as t, i % 1000 as g,"
        + " i / 8.0::float8 as q, i % 2 = 0 as b, date '2026-01-01' + i % 1000 as d,"
        + " i::int8 * 1000003 as big, 'words that stand in every row' as w, nullif(i % 10, 0) as z"
        + " from "
        + numbers;
  }

  static Psql fromEnvironment() {
    Map<String, String> env = System.getenv();
    return new Psql(
        value(env, HOST),
        Integer.parseInt(value(env, PORT)),
        value(env, USER),
        value(env, DATABASE),
        value(env, PASSWORD));
  }

  private static String value(Map<String, String> env, String name) {
    String value = env.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; start the benchmarks by ./bench");
    }
    return value;
  }

  /// What a process needs to find the server.
  Map<String, String> environment() {
    return Map.of(HOST, host, PORT, "" + port, USER, user, DATABASE, database, PASSWORD, password);
  }

  /// Copies the million rows as CSV to `file`, and says how long the whole process took.
  double copyMillis(String file, boolean header) throws IOException, InterruptedException {
    String copy =
        "\\copy (" + QUERY + ") to '" + file + "' with (format csv" + (header ? ", header)" : ")");
    return run(copy).millis();
  }

  /// The version of the server, such as `18.6`.
  String serverVersion() throws IOException, InterruptedException {
    return run("show server_version").lines().getFirst().strip();
  }

  private Run run(String command) throws IOException, InterruptedException {
    return Run.of(command(command), environment());
  }

  private List<String> command(String command) {
    return List.of(
        "psql",
        "-X",
        "-q",
        "-At",
        "-h",
        host,
        "-p",
        "" + port,
        "-U",
        user,
        "-d",
        database,
        "-v",
        "ON_ERROR_STOP=1",
        "-c",
        command);
  }

  /// A psql that goes on in the background, and says nothing.
  ///
  /// @param name what the server calls it
  Process start(String command, String name) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(command));
    builder.environment().putAll(environment());
    builder.environment().put("PGAPPNAME", name);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Tusk's connection to the same database.
  ConnectionConfig connection() {
    return new ConnectionConfig(
        new ConnectionId(UUID.randomUUID()),
        "benchmark",
        host,
        port,
        database,
        user,
        SslMode.DISABLE,
        Stage.TEST,
        false,
        ConnectionOptions.DEFAULTS);
  }

  /// The bare driver's, with values as text.
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("binaryTransfer", "false");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(host, port, database), properties);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Psql";
  }
}
