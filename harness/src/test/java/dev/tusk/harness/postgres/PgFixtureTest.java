package dev.tusk.harness.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PgFixtureTest {
  static List<Integer> majors() {
    return PgFixture.majors();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void everyVersionOfTheBuildStartsAndSaysWhatItIs(int major) throws SQLException {
    var database = PgFixture.shared(major).newDatabase();
    int number = Integer.parseInt(ask(database, "show server_version_num"));
    assertThat(number / 10_000).isEqualTo(major);
    assertThat(ask(database, "show server_encoding")).isEqualTo("UTF8");
    assertThat(ask(database, "select upper('straße ñ')")).contains("Ñ");
  }

  @Test
  void buildHasTheOldestAndTheNewestVersion() {
    assertThat(PgFixture.majors()).contains(14, 18);
  }

  @Test
  void newDatabasesAreEmptyAndTheirOwn() throws SQLException {
    var one = PgFixture.shared().newDatabase();
    var two = PgFixture.shared().newDatabase();
    assertThat(one.port()).isEqualTo(two.port());
    ask(one, "create table mine as select 1 as n");
    assertThatThrownBy(() -> ask(two, "select n from mine")).hasMessageContaining("mine");
  }

  @Test
  void logHoldsTheStatementsWhenAsked() throws SQLException {
    var options = ServerOptions.throwaway().with("log_statement", "all");
    try (var server = PgFixture.start(options)) {
      ask(server.newDatabase(), "select 'find me in the log'");
      assertThat(server.log()).contains("select 'find me in the log'");
    }
  }

  @Test
  void restartedAndCrashedServersComeBackOnTheSamePort() throws SQLException {
    try (var server = PgFixture.start()) {
      var database = server.newDatabase();
      ask(database, "create table kept as select 5 as n");
      long before = server.pid();
      server.restart();
      assertThat(server.pid()).isNotEqualTo(before);
      assertThat(ask(database, "select n from kept")).isEqualTo("5");
      server.crash();
      assertThatThrownBy(() -> ask(database, "select 1")).isInstanceOf(SQLException.class);
      server.resume();
      assertThat(ask(database, "select n from kept")).isEqualTo("5");
    }
  }

  @Test
  void nothingIsLeftAfterClose() throws InterruptedException {
    var server = PgFixture.start();
    Path data = server.dataDirectory();
    long pid = server.pid();
    server.close();
    assertThat(data).doesNotExist();
    awaitEnd(pid);
  }

  @Test
  void leftoversOfADeadProcessAreSwept() throws Exception {
    var server = PgFixture.start();
    Path folder = server.dataDirectory().resolve("../..").normalize();
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(folder.resolve("owner"), Long.toString(gone.pid()));
    long pid = server.pid();
    Leftovers.sweep();
    assertThat(folder).doesNotExist();
    awaitEnd(pid);
  }

  /// The server's own file, which a stop waits for, goes a moment before the process.
  private static void awaitEnd(long pid) throws InterruptedException {
    Path folder = Path.of("/proc", Long.toString(pid), "cwd");
    for (int i = 0; i < 6_000 && Files.exists(folder); i++) {
      Thread.sleep(10);
    }
    // A zombie that nobody has buried yet has the link, and it leads nowhere.
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void aDatabaseCanBeReachedThroughAFaultyNetwork() throws Exception {
    var database = PgFixture.shared().newDatabase();
    try (var proxy = new FaultProxy(database.host(), database.port())) {
      var through = database.through(proxy.port());
      assertThat(ask(through, "select 1")).isEqualTo("1");
      try (var connection = through.connect();
          var statement = connection.createStatement()) {
        proxy.resetPeer();
        assertThatThrownBy(() -> statement.execute("select 1"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
      }
    }
  }

  private static String ask(PgDatabaseAddress database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }
}
