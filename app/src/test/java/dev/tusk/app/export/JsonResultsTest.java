package dev.tusk.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `--format json` prints is one document, however many results there are: PostgreSQL's own
/// parser reads it.
class JsonResultsTest {
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @BeforeEach
  void makeRules() throws SQLException {
    try (Connection connection = database.connect()) {
      for (String sql :
          List.of(
              "create table t (id int, name text)",
              "create rule two as on update to t do instead (select 1 as a; select 'x' as b, null)",
              "create rule nothing as on delete to t do instead (select 1 where false; select"
                  + " 2)")) {
        Specimens.run(connection, sql);
      }
    }
  }

  private String parsed(String... sql) throws SQLException {
    String printed =
        TuskExport.command("query", database, "--format", "json", String.join("; ", sql)).out();
    try (Connection connection = database.connect();
        var parse = connection.prepareStatement("select cast(? as jsonb)::text")) {
      parse.setString(1, printed);
      try (var result = parse.executeQuery()) {
        assertThat(result.next()).isTrue();
        return result.getString(1);
      }
    }
  }

  @Test
  void oneResultIsItsRowsAndSeveralAreAnArrayOfThem() throws SQLException {
    assertThat(parsed("select 1 as a")).isEqualTo("[{\"a\": 1}]");
    assertThat(parsed("select 1 as a", "select 2 as b")).isEqualTo("[[{\"a\": 1}], [{\"b\": 2}]]");
    assertThat(parsed("update t set id = 2"))
        .isEqualTo("[[{\"a\": 1}], [{\"b\": \"x\", \"?column?\": null}]]");
    assertThat(parsed("delete from t")).isEqualTo("[[], [{\"?column?\": 2}]]");
    assertThat(parsed("update t set id = 2", "select 3 as c"))
        .isEqualTo("[[{\"a\": 1}], [{\"b\": \"x\", \"?column?\": null}], [{\"c\": 3}]]");
    assertThat(parsed("insert into t values (1, 'one') returning id")).isEqualTo("[{\"id\": 1}]");
  }
}
