package dev.tusk.sqlite.migration;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/// The numbered steps from an empty file to the present schema.
///
/// `user_version` counts the steps that a file has seen; all missing ones happen in one
/// transaction, so that a killed migration leaves the file as it was. A step that has been
/// published is never edited: a change of the schema is a new step.
public final class Migrations {
  /// "Tusk" in ASCII: tells our files from other programs' SQLite files.
  private static final int APPLICATION_ID = 0x5475736B;

  /// Read by name, since a directory inside a jar cannot be listed.
  private static final List<String> RESOURCES = List.of("001-first.sql", "002-checksums.sql");

  /// No step may hold a trigger: its body has semicolons at line ends.
  private static final Pattern END = Pattern.compile(";\\R");

  private final List<String> steps;

  Migrations(List<String> steps) {
    this.steps = List.copyOf(steps);
  }

  /// The steps that this Tusk knows.
  public static Migrations known() {
    return new Migrations(RESOURCES.stream().map(Migrations::read).toList());
  }

  /// Applies what is missing. Two processes may do it at once: the second finds nothing to do.
  ///
  /// @throws TuskException with StorageFailed(NEWER) when a newer Tusk has written the file, which
  ///     is left untouched
  /// @throws SQLException when a step fails, after rolling back
  public void apply(Connection connection) throws SQLException {
    if (version(connection) == steps.size()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      try {
        applyMissing(connection, statement);
        statement.execute("commit");
      } catch (SQLException | RuntimeException failure) {
        rollBack(statement, failure);
        throw failure;
      }
    }
  }

  private static void rollBack(Statement statement, Exception failure) {
    try {
      statement.execute("rollback");
    } catch (SQLException already) {
      // On a full disk SQLite has rolled back by itself; that must not hide the cause.
      failure.addSuppressed(already);
    }
  }

  private void applyMissing(Connection connection, Statement statement) throws SQLException {
    int version = version(connection);
    if (version > steps.size()) {
      throw newer(version);
    }
    for (String step : steps.subList(version, steps.size())) {
      for (String sql : END.split(step, -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    statement.execute("pragma application_id = " + APPLICATION_ID);
    statement.execute("pragma user_version = " + steps.size());
    if (Identity.isKept(connection)) {
      for (Table table : Table.values()) {
        table.sumAgain(connection);
      }
      Identity.renew(connection, steps.size());
    }
  }

  /// How many steps this Tusk knows: the newest `user_version` that it can use.
  public int newest() {
    return steps.size();
  }

  /// What a person is told of a file whose `user_version` is larger than [#newest].
  public TuskException newer(int version) {
    return new TuskException(
        new TuskError.StorageFailed(
            TuskError.Disk.NEWER,
            "A newer Tusk has written this data (version "
                + version
                + ", this Tusk knows "
                + steps.size()
                + "); update Tusk, or start this one with another data directory"));
  }

  /// Whether the file was written by Tusk, or is empty and may become Tusk's.
  public static boolean isOurs(Connection connection) throws SQLException {
    int id = number(connection, "pragma application_id");
    return id == APPLICATION_ID
        || (id == 0
            && version(connection) == 0
            && number(connection, "select count(*) from sqlite_schema") == 0);
  }

  /// `user_version`.
  public static int version(Connection connection) throws SQLException {
    return number(connection, "pragma user_version");
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static String read(String resource) {
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Tusk is incomplete: " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
