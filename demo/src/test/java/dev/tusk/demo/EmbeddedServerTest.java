package dev.tusk.demo;

import static dev.tusk.demo.Servers.ask;
import static dev.tusk.demo.Servers.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir Path parent = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void chooseFolder() {
    folder = parent.resolve("demo");
  }

  @Test
  void firstStartMakesAServerThatAnswersOnLoopbackOnly() throws SQLException {
    var lines = new ArrayList<String>();
    try (var server = Servers.start(folder, lines::add)) {
      assertThat(ask(server, "select 40 + 2")).isEqualTo("42");
      assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "show unix_socket_directories")).isEmpty();
      assertThat(ask(server, "show server_version")).isEqualTo(server.version());
      assertThat(server.majorVersion()).isEqualTo(18);
      assertThat(server.origin()).isEqualTo(EmbeddedServer.Origin.STARTED);
      assertThat(lines).contains("Preparing the data directory", "Starting PostgreSQL 18.6");
    }
  }

  @Test
  void laterStartKeepsTheDataAndChangesThePassword() throws SQLException {
    String old;
    try (var server = start(folder)) {
      old = new String(server.password());
      ask(server, "create table kept as select 7 as n");
    }
    try (var server = start(folder)) {
      assertThat(ask(server, "select n from kept")).isEqualTo("7");
      assertThat(new String(server.password())).isNotEqualTo(old).hasSize(32);
      assertThatThrownBy(() -> connect(server, old).close())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  @Test
  void onlyTheOwnerMayReadThePassword() throws IOException {
    try (var server = start(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      Path file = server.connectionFile();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file)).contains("password=" + new String(server.password()));
      assertThat(Files.readString(server.logFile())).doesNotContain(new String(server.password()));
    }
    assertThat(folder.resolve("connection")).doesNotExist();
  }

  @Test
  void closeStopsTheServerAndMayBeRepeated() throws InterruptedException {
    var server = start(folder);
    long pid = server.pid();
    server.close();
    server.close();
    assertEnds(pid);
  }

  @Test
  void lastOfSeveralUsersInOneProcessStopsTheServer() throws Exception {
    var first = start(folder);
    var second = start(folder);
    assertThat(second.origin()).isEqualTo(EmbeddedServer.Origin.JOINED);
    assertThat(second.port()).isEqualTo(first.port());
    first.close();
    assertThat(ask(second, "select 1")).isEqualTo("1");
    second.close();
    assertEnds(second.pid());
  }

  @Test
  void joinsTheServerOfAnotherProcessAndLeavesItRunning() throws Exception {
    Process holder = Holder.start(folder, parent.resolve("up"));
    long pid;
    try (var server = start(folder)) {
      pid = server.pid();
      assertThat(server.joined()).isTrue();
      assertThat(server.origin()).isEqualTo(EmbeddedServer.Origin.JOINED);
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertThat(isRunning(pid)).isTrue();
    holder.getOutputStream().close();
    assertThat(holder.waitFor()).isZero();
    assertEnds(pid);
  }

  @Test
  void keepsTheServerWhenTheProcessThatStartedItLeavesFirst() throws Exception {
    Process holder = Holder.start(folder, parent.resolve("up"));
    try (var server = start(folder)) {
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("server/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void adoptsTheServerOfAKilledProcessAndStopsItAtTheEnd() throws Exception {
    Process holder = Holder.start(folder, parent.resolve("up"));
    holder.destroyForcibly().waitFor();
    long pid;
    try (var server = start(folder)) {
      pid = server.pid();
      assertThat(server.origin()).isEqualTo(EmbeddedServer.Origin.ADOPTED);
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertEnds(pid);
  }

  @Test
  void replacesTheServerOfAKilledProcessWhosePasswordIsLost() throws Exception {
    Process holder = Holder.start(folder, parent.resolve("up"));
    holder.destroyForcibly().waitFor();
    Files.delete(folder.resolve("connection"));
    try (var server = start(folder)) {
      assertThat(server.origin()).isEqualTo(EmbeddedServer.Origin.STARTED);
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void recoversWhenProcessAndServerWereKilledTogether() throws Exception {
    Process holder = Holder.start(folder, parent.resolve("up"));
    long pid = Long.parseLong(Files.readString(parent.resolve("up")).split(" ", -1)[1]);
    holder.destroyForcibly().waitFor();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    while (isRunning(pid)) {
      Thread.sleep(10);
    }
    try (var server = start(folder)) {
      assertThat(server.origin()).isEqualTo(EmbeddedServer.Origin.STARTED);
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void ignoresAPidFileWhoseNumberNowBelongsToAnotherProcess() throws Exception {
    start(folder).close();
    Files.writeString(
        folder.resolve("server/data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
    try (var server = start(folder)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void concurrentStartsShareOneServer() throws Exception {
    var servers = new ArrayList<EmbeddedServer>();
    try (var pool = Executors.newFixedThreadPool(4)) {
      var starts = new ArrayList<Future<EmbeddedServer>>();
      for (int i = 0; i < 4; i++) {
        starts.add(pool.submit(() -> start(folder)));
      }
      for (var start : starts) {
        servers.add(start.get());
      }
    }
    assertThat(servers.stream().map(EmbeddedServer::pid).distinct()).hasSize(1);
    assertThat(servers.stream().filter(s -> !s.joined())).hasSize(1);
    servers.forEach(EmbeddedServer::close);
    assertEnds(servers.getFirst().pid());
  }

  @Test
  void crashedServerComesBackOnTheSamePortWithTheSamePassword() throws SQLException {
    try (var server = start(folder)) {
      int port = server.port();
      ask(server, "create table survives as select 1 as n");
      server.halt(true);
      assertThatThrownBy(() -> ask(server, "select 1")).isInstanceOf(SQLException.class);
      server.resume();
      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(server, "select n from survives")).isEqualTo("1");
    }
  }

  @Test
  void movesTheDataOfAnotherMajorVersionAside() throws Exception {
    start(folder).close();
    Files.writeString(folder.resolve("server/data/PG_VERSION"), "17\n");
    var lines = new ArrayList<String>();
    try (var server = Servers.start(folder, lines::add)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("server/data-17")).isDirectory();
    assertThat(lines).anyMatch(line -> line.startsWith("The data is of PostgreSQL 17: moved to"));
  }

  @Test
  void anInterruptedFirstStartIsBegunAgain() throws Exception {
    Files.createDirectories(folder.resolve("server/data.new/base"));
    try (var server = start(folder)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("server/data.new")).doesNotExist();
  }

  @Test
  void badSettingIsNamedWithTheLog() {
    var options = ServerOptions.throwaway().with("shared_buffers", "plenty");
    assertThatThrownBy(() -> start(options))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("shared_buffers")
        .hasMessageNotContaining("\n");
    // The failed start does not count as a user.
    start(folder).close();
  }

  @Test
  void takenFixedPortIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      var options = ServerOptions.throwaway().withPort(taken.getLocalPort());
      assertThatThrownBy(() -> start(options))
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("Port " + taken.getLocalPort());
    }
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> start(file.resolve("demo")))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("choose another data directory");
  }

  @Test
  void foreignFolderInPlaceOfTheDataIsRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("server/data"));
    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(data.toString());
  }

  @Test
  void settingsAndTrustReachTheServer() throws SQLException {
    var options =
        ServerOptions.throwaway()
            .with("max_connections", "17")
            .withAccess(ServerOptions.TRUST_ACCESS);
    try (var server = start(options);
        var connection = connect(server, "wrong");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show max_connections")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("17");
    }
  }

  @Test
  void withoutNamespacesRootRunsTheServerAsAnotherUser() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root has another way");
    assertThatThrownBy(() -> start(ServerOptions.sample().withoutNamespaces()))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("run tusk as an ordinary user");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    start(folder).close();
    try (var server = start(ServerOptions.sample().withoutNamespaces())) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
      String owner = Files.getOwner(server.dataDirectory()).getName();
      assertThat(owner).isIn("postgres", "nobody");
    }
    try (var server = start(folder)) {
      assertThat(ask(server, "select 1")).isEqualTo("1");
      assertThat(Files.getOwner(server.dataDirectory()).getName()).isEqualTo("root");
    }
  }

  @Test
  void loginNeedsThePassword() {
    try (var server = start(folder)) {
      assertThat(List.of("", "postgres", "x"))
          .allSatisfy(
              guess ->
                  assertThatThrownBy(() -> connect(server, guess).close())
                      .isInstanceOf(SQLException.class));
    }
  }

  private static EmbeddedServer start(Path folder) {
    return Servers.start(folder);
  }

  private EmbeddedServer start(ServerOptions options) {
    return EmbeddedServer.startOrJoin(
        ServerBinaries.onClassPath(), folder, Servers.CACHE, options, line -> {});
  }

  /// The server's own file, which a stop waits for, goes a moment before the process.
  private static void assertEnds(long pid) throws InterruptedException {
    for (int i = 0; i < 600 && isRunning(pid); i++) {
      Thread.sleep(50);
    }
    assertThat(isRunning(pid)).isFalse();
  }

  private static boolean isRunning(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "cwd");
    if (!Files.exists(Path.of("/proc/self"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    // A zombie that nobody has buried yet has no working directory any more.
    return Files.exists(status);
  }
}
