package dev.tusk.sqlite.migration;

import dev.tusk.sqlite.row.RowSum;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Which store a file is, and what its schema was when it was last migrated.
///
/// @param id the same for the store and its copies, different for every other
/// @param version repeats `user_version`, so that a changed header does not pass for a newer Tusk
/// @param schema a sum of the definitions of all tables, indexes, triggers and views
public record Identity(String id, int version, long schema) {
  /// Of a file that has the table for it.
  ///
  /// @return empty when it was damaged
  public static Optional<Identity> read(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select id, version, schema, checksum from store");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      Identity identity = new Identity(row.getString(1), row.getInt(2), row.getLong(3));
      long sum = row.getLong(4);
      return sum == identity.sum() && !row.next() ? Optional.of(identity) : Optional.empty();
    }
  }

  /// Whether the file has the table for it: the first schema had not.
  public static boolean isKept(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from sqlite_schema where type = 'table' and name = 'store'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  /// Notes the present schema under `version`, with the id that the file has or a new one.
  static void renew(Connection connection, int version) throws SQLException {
    String id = read(connection).map(Identity::id).orElseGet(() -> UUID.randomUUID().toString());
    Identity now = new Identity(id, version, schemaOf(connection));
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("insert into store values (?, ?, ?, ?)")) {
      statement.execute("delete from store");
      insert.setString(1, now.id);
      insert.setInt(2, now.version);
      insert.setLong(3, now.schema);
      insert.setLong(4, now.sum());
      insert.executeUpdate();
    }
  }

  /// The sum of the definitions that the file has now.
  public static long schemaOf(Connection connection) throws SQLException {
    CRC32C sum = new CRC32C();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select type || '|' || name || '|' || tbl_name || '|' || ifnull(sql, '')"
                    + " from sqlite_schema order by type, name");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        sum.update((row.getString(1) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return sum.getValue();
  }

  private long sum() {
    return RowSum.of("store", new Object[] {id, (long) version, schema});
  }
}
