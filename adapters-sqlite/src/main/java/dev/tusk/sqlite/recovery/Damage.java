package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/// Tells whether a file is damaged; SQLite itself opens anything and complains later, or never.
///
/// A file that is locked, read-only or written by a newer Tusk is not damaged.
public final class Damage {
  /// Up to this size the whole file is checked at the start: 7 to 10 ms of processor time for
  /// 18,000 entries of history (8 MB, cached). Beyond it the application asks for [#check] when the
  /// window is there.
  private static final long CHECKED_AT_START = 8L * 1024 * 1024;

  private static final String[] PROBES = {
    "select id, name, name_key, host, port, database, user, ssl_mode, stage, remember_password,"
        + " connect_timeout_ms, pool_timeout_ms, max_sessions, max_service_sessions, read_only,"
        + " last_used_us from connection limit 0",
    "select key, value from setting limit 0",
    "select id, title, connection_id, text, caret, position, active from tab limit 0",
    "select seq, id, connection_id, connection_name, database, sql, started_us, duration_ns,"
        + " outcome, row_count, sql_state from history limit 0"
  };

  private Damage() {}

  /// What can be seen without opening the file.
  ///
  /// @return what is wrong, for people; empty when nothing is
  public static Optional<String> beforeOpening(Path file) throws IOException {
    if (Files.exists(marker(file))) {
      return Optional.of("it was found damaged when it was last used");
    }
    if (Files.isRegularFile(file)) {
      return Files.size(file) == 0 ? Optional.of("it is empty") : Optional.empty();
    }
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.exists(file)
        ? Optional.of("it is a link to a file that is not there")
        : Optional.empty();
  }

  /// What a freshly opened connection shows, with a check of the whole file while it is small.
  public static Optional<String> afterOpening(Connection connection, Path file)
      throws SQLException, IOException {
    if (!Migrations.isOurs(connection)) {
      return Optional.of("it belongs to another program");
    }
    return Files.size(file) <= CHECKED_AT_START ? check(connection) : Optional.empty();
  }

  /// Whether the tables are what the migrations made; a damaged schema can be valid SQL still.
  public static Optional<String> afterMigrating(Connection connection) {
    for (String probe : PROBES) {
      try (PreparedStatement statement = connection.prepareStatement(probe)) {
        statement.execute();
      } catch (SQLException failure) {
        if (means(failure) || code(failure) == SQLiteErrorCode.SQLITE_ERROR.code) {
          return Optional.of("its tables are not as Tusk made them: " + failure.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /// Checks the whole file; about a millisecond per megabyte when it is cached.
  public static Optional<String> check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
      String said = row.next() ? row.getString(1) : "no answer";
      return "ok".equals(said) ? Optional.empty() : Optional.of("its check says: " + said);
    } catch (SQLException failure) {
      if (means(failure)) {
        return Optional.of("its check says: " + failure.getMessage());
      }
      throw failure;
    }
  }

  /// Whether `failure` says that the file is damaged.
  public static boolean means(SQLException failure) {
    int code = code(failure);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_FORMAT.code
        // A format number in the header that no SQLite has written has no code of its own.
        || String.valueOf(failure.getMessage()).contains("unsupported file format");
  }

  private static int code(SQLException failure) {
    // The lower byte; the rest tells details of the same code.
    return failure.getErrorCode() & 0xFF;
  }

  /// Leaves a note beside the file, so that the next start sets the file aside.
  public static void note(Path file) throws IOException {
    Files.write(marker(file), new byte[0]);
  }

  static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + ".damaged");
  }
}
