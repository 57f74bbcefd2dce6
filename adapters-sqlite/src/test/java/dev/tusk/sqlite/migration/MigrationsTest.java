package dev.tusk.sqlite.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.error.TuskException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  private static final String FIRST = "create table a (x text);\ninsert into a values ('kept');\n";
  private static final String SECOND = "alter table a add column y text;\n";

  @TempDir Path directory;

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("m.db"));
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  @Test
  void everyStepIsAppliedOnceInItsOrder() throws SQLException {
    try (Connection connection = open()) {
      new Migrations(List.of(FIRST)).apply(connection);
      assertThat(Migrations.version(connection)).isEqualTo(1);

      new Migrations(List.of(FIRST, SECOND)).apply(connection);
      new Migrations(List.of(FIRST, SECOND)).apply(connection);

      assertThat(Migrations.version(connection)).isEqualTo(2);
      assertThat(first(connection, "select count(*) || max(x) from a where y is null"))
          .isEqualTo("1kept");
    }
  }

  @Test
  void failingStepLeavesTheFileAsItWas() throws SQLException {
    try (Connection connection = open()) {
      new Migrations(List.of(FIRST)).apply(connection);

      assertThatThrownBy(
              () ->
                  new Migrations(List.of(FIRST, "create table b (x);\ncreate nonsense;\n"))
                      .apply(connection))
          .isInstanceOf(SQLException.class);

      assertThat(Migrations.version(connection)).isEqualTo(1);
      assertThat(first(connection, "select count(*) from sqlite_schema")).isEqualTo("1");
    }
  }

  @Test
  void newerFileIsRefused() throws SQLException {
    try (Connection connection = open()) {
      new Migrations(List.of(FIRST, SECOND)).apply(connection);

      assertThatThrownBy(() -> new Migrations(List.of(FIRST)).apply(connection))
          .isInstanceOf(TuskException.class)
          .hasMessageContaining("version 2, this Tusk knows 1");
    }
  }

  @Test
  void knownStepsMakeAFileOfOurs() throws SQLException {
    try (Connection connection = open()) {
      assertThat(Migrations.isOurs(connection)).isTrue();

      Migrations.known().apply(connection);

      assertThat(Migrations.isOurs(connection)).isTrue();
      assertThat(first(connection, "pragma quick_check")).isEqualTo("ok");
    }
  }

  @Test
  void fileOfAnotherProgramIsNotOurs() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("create table theirs (x)");

      assertThat(Migrations.isOurs(connection)).isFalse();
    }
  }
}
