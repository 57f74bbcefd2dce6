package dev.tusk.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

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
    return Run.of(
        List.of(
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
            command),
        environment());
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Psql";
  }
}
