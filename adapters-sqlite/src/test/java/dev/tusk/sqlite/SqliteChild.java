package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A process of its own that writes until it is killed, holds a lock, only has the store open, or
/// only starts and reports.
final class SqliteChild {
  static final int TABS = 10;

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private SqliteChild() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[1]);
    Path natives = Path.of(args[2]);
    int from = args.length > 3 ? Integer.parseInt(args[3]) : 0;
    switch (args[0]) {
      case "start" -> start(file, natives);
      case "hold" -> hold(file, from);
      case "keep" -> keepOpen(file, natives);
      case "fail" -> fail(file, natives);
      case "migrate" -> migrate(file, natives, from);
      case "mend" -> mend(file, natives, from);
      case "twin" -> lateCommits(file, natives, from);
      default -> write(args[0], file, natives, from);
    }
  }

  private static void write(String what, Path file, Path natives, int from) throws Exception {
    AtomicLong days = new AtomicLong(from);
    try (SqliteStorage storage =
        SqliteStorage.open(
            file,
            natives,
            () -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400 * days.get()))) {
      if (what.equals("checkpoint")) {
        storage.file().read(connection -> pragma(connection, "wal_autocheckpoint = 8"));
      }
      if (what.equals("backup")) {
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (true) {
                    days.incrementAndGet();
                    var _ = storage.check();
                  }
                });
      }
      OUT.println("READY");
      for (int i = from; ; i++) {
        one(what, storage, i);
        OUT.println("ACK " + i);
      }
    }
  }

  /// The write number `i` of a kind.
  static void one(String what, SqliteStorage storage, int i) {
    switch (what) {
      case "history" -> storage.history().add(HistoryStoreContract.entry(i, "select " + i));
      case "connection" -> storage.connections().save(connection(i));
      case "autosave" -> storage.workspace().save(tab(i));
      default -> storage.settings().put("key " + i, "value " + i);
    }
  }

  static ConnectionConfig connection(int i) {
    return ConnectionBuilder.connection("c " + i).id(new ConnectionId(new UUID(5, i))).build();
  }

  static SavedTab tab(int i) {
    return new SavedTab(
        new TabId(new UUID(6, i % TABS)),
        "tab",
        null,
        "-- " + i + "\n" + "select 1;\n".repeat(200),
        i,
        i % TABS,
        i % TABS == 0);
  }

  /// A broken twin of the store: it acknowledges twenty writes before it commits them.
  private static void lateCommits(Path file, Path natives, int from) throws Exception {
    try (SqliteStorage storage = SqliteStorage.open(file, natives)) {
      OUT.println("READY");
      int[] i = {from};
      while (true) {
        storage
            .file()
            .write(
                connection -> {
                  for (int n = 0; n < 20; n++, i[0]++) {
                    Table.SETTING.put(connection, "key " + i[0], "value " + i[0]);
                    OUT.println("ACK " + i[0]);
                  }
                });
      }
    }
  }

  /// Brings a file of the first schema to the present one, again and again.
  private static void migrate(Path template, Path natives, int from) throws IOException {
    OUT.println("READY");
    for (int i = from; ; i++) {
      Path file = template.resolveSibling("m" + i).resolve("tusk.db");
      Files.createDirectories(file.getParent());
      Files.copy(template, file);
      OUT.println("ACK " + i);
      SqliteStorage.open(file, natives).close();
    }
  }

  /// Mends a damaged file, again and again.
  private static void mend(Path template, Path natives, int from) throws IOException {
    OUT.println("READY");
    for (int i = from; ; i++) {
      Path file = template.resolveSibling("d" + i).resolve("tusk.db");
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling("part");
      Files.copy(template, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      OUT.println("ACK " + i);
      SqliteStorage.open(file, natives).close();
    }
  }

  private static void start(Path file, Path natives) {
    try (SqliteStorage storage = SqliteStorage.open(file, natives)) {
      OUT.println(
          "read "
              + storage.settings().all().size()
              + " "
              + storage.workspace().tabs().size()
              + " "
              + storage.connections().all().size());
      storage.history().add(HistoryStoreContract.entry(1, "select 1"));
    }
  }

  /// Opens, and says how that failed.
  private static void fail(Path file, Path natives) {
    try (SqliteStorage storage = SqliteStorage.open(file, natives)) {
      storage.settings().put("a", "b");
      OUT.println("opened");
    } catch (TuskException failure) {
      OUT.println(failure.error());
    }
  }

  /// Has the store open and does nothing with it.
  private static void keepOpen(Path file, Path natives) throws InterruptedException {
    try (SqliteStorage _ = SqliteStorage.open(file, natives)) {
      OUT.println("READY");
      Thread.sleep(60_000);
    }
  }

  /// Holds the right to write for some milliseconds; for ever when negative, and for itself alone.
  private static void hold(Path file, int millis) throws Exception {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      if (millis < 0) {
        pragma(raw, "locking_mode = exclusive");
      }
      try (Statement statement = raw.createStatement()) {
        statement.execute(millis < 0 ? "begin exclusive" : "begin immediate");
        OUT.println("READY");
        Thread.sleep(millis < 0 ? 60_000 : millis);
        statement.execute("rollback");
      }
    }
  }

  private static boolean pragma(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("pragma " + pragma);
    }
  }
}
