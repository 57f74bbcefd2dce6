package dev.tusk.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/// Writes a store as the first Tusk did, without checksums.
final class OldStore {
  private OldStore() {}

  static void write(Path file, int connections) throws IOException, SQLException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String schema;
    try (InputStream in =
        OldStore.class.getResourceAsStream("/dev/tusk/sqlite/migration/001-first.sql")) {
      schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = raw.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("begin");
      for (String each : schema.split(";\\R", -1)) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
      for (int i = 0; i < connections; i++) {
        statement.execute(
            "insert into connection values ('00000000-0000-0005-0000-%012x', 'c %d', 'c %d', 'h',"
                    .formatted(i, i, i)
                + " 5432, 'd', 'u', 'PREFER', 'TEST', 1, 10000, 30000, 10, 3, 0, null)");
      }
      statement.execute("insert into setting values ('theme', 'dark')");
      statement.execute(
          "insert into history values (7, '00000000-0000-0007-0000-000000000001',"
              + " '00000000-0000-0005-0000-000000000001', 'c 1', 'd', 'select ''old''', 1, 1,"
              + " 'COMPLETED', 1, null)");
      statement.execute("pragma application_id = 1416983403");
      statement.execute("pragma user_version = 1");
      statement.execute("commit");
    }
  }
}
