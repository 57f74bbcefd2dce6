package dev.tusk.app.export;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/// Brings what was exported back into a table, by PostgreSQL's own means.
public interface ReadBack {
  /// Reads `text` into `table`.
  void read(Connection connection, String table, String text) throws SQLException, IOException;

  /// The rows of `specimens` after their way through `text` into a table `copy_of` like it.
  default List<String> rows(PgDatabaseAddress database, String text)
      throws SQLException, IOException {
    try (Connection connection = database.connect()) {
      Specimens.run(connection, "drop table if exists copy_of");
      Specimens.run(connection, "create table copy_of (like specimens)");
      read(connection, "copy_of", text);
    }
    return Specimens.table(database, "copy_of");
  }

  /// By `COPY … FROM` with these options.
  static ReadBack copy(String options) {
    return (connection, table, text) ->
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY " + table + " FROM STDIN WITH (" + options + ")",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// By executing it.
  static ReadBack sql() {
    return (connection, table, text) -> Specimens.run(connection, text);
  }

  /// As one document of rows like those of `specimens`.
  static ReadBack json() {
    return json("specimens");
  }

  /// As one document of rows like those of another table.
  static ReadBack json(String like) {
    return (connection, table, text) ->
        insert(connection, "json_populate_recordset(null::" + like + ", ?::json)", table, text);
  }

  /// Line by line.
  static ReadBack jsonLines() {
    return (connection, table, text) -> {
      for (String line : text.strip().split("\n", -1)) {
        insert(connection, "json_populate_record(null::specimens, ?::json)", table, line);
      }
      // json keeps its line breaks between tokens, which a line cannot hold
      Specimens.run(
          connection,
          "update copy_of c set c_json = s.c_json from specimens s where s.id = c.id and"
              + " c.c_json::text = replace(s.c_json::text, E'\\n', ' ')");
    };
  }

  private static void insert(Connection connection, String source, String table, String text)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into " + table + " select r.* from " + source + " r")) {
      statement.setString(1, text);
      statement.executeUpdate();
    }
  }
}
