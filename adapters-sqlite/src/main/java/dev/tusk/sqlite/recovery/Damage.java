package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.migration.Identity;
import dev.tusk.sqlite.migration.Migrations;
import dev.tusk.sqlite.row.Table;
import dev.tusk.sqlite.row.Tally;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// Tells whether a file is damaged; SQLite itself opens anything and complains later, or never.
///
/// A file that is locked, read-only or written by a newer Tusk is not damaged.
public final class Damage {
  /// Up to this size the whole file is checked at the start, which takes some 15 ms; of a larger
  /// one its schema and the structure of what the start reads; the application asks for [#check]
  /// when the window is there.
  private static final long CHECKED_AT_START = 512L * 1024;

  private static final System.Logger LOG = System.getLogger(Damage.class.getName());

  private Damage() {}

  /// What can be seen without opening the file.
  ///
  /// @param heldData whether it held data when it was last used
  /// @return what is wrong, for people; empty when nothing is
  public static Optional<String> beforeOpening(Path file, boolean heldData) throws IOException {
    if (Files.exists(marker(file), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it was found damaged when it was last used");
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Files.size(file) == 0 && heldData
          ? Optional.of("it is empty, and held data before")
          : Optional.empty();
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(Files.isDirectory(file) ? "it is a directory" : "it is no file");
    }
    return heldData ? Optional.of("it has gone") : Optional.empty();
  }

  /// What a freshly opened connection shows, before anything is changed: the schema, and the
  /// structure of the tables that the start reads; of a small file everything.
  public static Optional<String> afterOpening(Connection connection, Path file)
      throws IOException, SQLException {
    return check(connection, Files.size(file) <= CHECKED_AT_START);
  }

  /// Checks the whole file; 100,000 rows of history take about half a second.
  public static Optional<String> check(Connection connection) throws SQLException {
    return check(connection, true);
  }

  /// Checks a file that nobody changes meanwhile, in memory.
  static Optional<String> check(Path file) throws IOException, SQLException {
    try (Connection connection = Image.open(Files.readAllBytes(file), false)) {
      return check(connection);
    }
  }

  private static Optional<String> check(Connection connection, boolean whole) throws SQLException {
    // One transaction: another process may be writing.
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin");
      try {
        return checkInside(connection, whole);
      } finally {
        rollBack(statement);
      }
    } catch (SQLException failure) {
      if (meansAtStart(failure)) {
        return Optional.of(said(failure));
      }
      throw failure;
    }
  }

  private static void rollBack(Statement statement) {
    try {
      statement.execute("rollback");
    } catch (SQLException already) {
      // After some errors SQLite has rolled back by itself; that must not hide them.
      LOG.log(System.Logger.Level.DEBUG, "Rolled back already", already);
    }
  }

  private static Optional<String> checkInside(Connection connection, boolean whole)
      throws SQLException {
    try {
      if (!Migrations.isOurs(connection)) {
        return Optional.of("it belongs to another program");
      }
      Optional<String> wrong = schema(connection);
      if (wrong.isEmpty() && whole) {
        wrong = structure(connection);
      }
      if (wrong.isPresent() || !Identity.isKept(connection)) {
        return wrong;
      }
      return whole ? rows(connection) : quickly(connection);
    } catch (SQLException failure) {
      if (meansAtStart(failure)) {
        return Optional.of(said(failure));
      }
      throw failure;
    }
  }

  /// Whether the versions agree, and the tables are what the migrations made.
  private static Optional<String> schema(Connection connection) throws SQLException {
    int version = Migrations.version(connection);
    boolean kept = Identity.isKept(connection);
    if (version == 0) {
      return number(connection, "select count(*) from sqlite_schema") == 0
          ? Optional.empty()
          : Optional.of("its version number was changed");
    }
    if (version > 1 != kept) {
      return Optional.of("its tables are not as Tusk made them");
    }
    if (!kept) {
      return Optional.empty();
    }
    Optional<Identity> identity = Identity.read(connection);
    if (identity.isEmpty()) {
      return Optional.of("the row that names it was changed");
    }
    if (identity.get().version() != version) {
      return Optional.of("its version number was changed");
    }
    return identity.get().schema() == Identity.schemaOf(connection)
        ? Optional.empty()
        : Optional.of("its tables are not as Tusk made them");
  }

  /// Of a large file, the structure of what the start reads. The sums of 1,000 rows alone would
  /// take a third of the 100 ms that the start has: a new JVM computes them in its interpreter.
  private static Optional<String> quickly(Connection connection) throws SQLException {
    for (Table table : Table.values()) {
      if (table != Table.HISTORY) {
        var wrong = structure(connection, "pragma integrity_check(" + table.table() + ")");
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> rows(Connection connection) throws SQLException {
    var tallies = Tally.all(connection);
    for (Table table : Table.values()) {
      Tally found = tally(connection, table);
      if (found == null) {
        return Optional.of("a row of \"" + table.table() + "\" was changed");
      }
      if (!found.equals(tallies.get(table))) {
        return Optional.of("rows of \"" + table.table() + "\" have gone");
      }
    }
    return Optional.empty();
  }

  /// @return null when a row is not as it was written
  private static @Nullable Tally tally(Connection connection, Table table) throws SQLException {
    int width = table.columns().size();
    long rows = 0;
    long total = 0;
    try (Statement statement = connection.createStatement();
        ResultSet each = statement.executeQuery(table.select())) {
      while (each.next()) {
        long sum = each.getLong(width + 1);
        if (!table.isWhole(Table.values(each, width), sum)) {
          return null;
        }
        rows++;
        total += sum;
      }
    }
    return new Tally(rows, total);
  }

  /// What SQLite's own check of the whole file says.
  static Optional<String> structure(Connection connection) throws SQLException {
    return structure(connection, "pragma integrity_check(1)");
  }

  private static Optional<String> structure(Connection connection, String pragma)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(pragma)) {
      String said = row.next() ? row.getString(1) : "no answer";
      return "ok".equals(said) ? Optional.empty() : Optional.of("SQLite says: " + oneLine(said));
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /// Whether `failure`, of a statement that a whole file answers, says that the file is damaged.
  public static boolean means(SQLException failure) {
    int code = code(failure);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_FORMAT.code
        // A format number in the header that no SQLite has written has no code of its own.
        || String.valueOf(failure.getMessage()).contains("unsupported file format");
  }

  /// As [#means], for the statements of the start: a table that they miss is damage as well.
  public static boolean meansAtStart(SQLException failure) {
    int code = code(failure);
    return means(failure)
        || code == SQLiteErrorCode.SQLITE_ERROR.code
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        || code == SQLiteErrorCode.SQLITE_MISMATCH.code
        || code == SQLiteErrorCode.SQLITE_TOOBIG.code;
  }

  /// What SQLite says, for people, on one line.
  public static String said(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    // [CODE] General text (what it is about)
    int about = message.lastIndexOf(" (");
    return "SQLite says: "
        + oneLine(
            about > 0 && message.endsWith(")")
                ? message.substring(about + 2, message.length() - 1)
                : message);
  }

  private static String oneLine(String text) {
    return text.replace("*** in database main ***", "").replaceAll("\\s+", " ").strip();
  }

  private static int code(SQLException failure) {
    // The lower byte; the rest tells details of the same code.
    return failure.getErrorCode() & 0xFF;
  }

  /// Leaves a note beside the file, so that the next start sets the file aside.
  public static void note(Path file) throws IOException {
    try {
      Files.createFile(marker(file), PrivateFiles.forOwner());
    } catch (FileAlreadyExistsException noted) {
      // Enough.
    }
  }

  static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + ".damaged");
  }
}
