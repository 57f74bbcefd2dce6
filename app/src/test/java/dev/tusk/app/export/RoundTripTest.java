package dev.tusk.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.export.Specimens.Specimen;
import dev.tusk.app.export.TuskExport.Ended;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each format writes of more than 60 types is read back into an equal table, by PostgreSQL
/// itself wherever it reads the format. Each check has a twin whose text is broken on the way and
/// that must not come back equal.
class RoundTripTest {
  private static final int FEWEST_TYPES = 60;

  /// Types that have no operator `=`, or one that compares only their size.
  private static final Set<String> INCOMPARABLE =
      Set.of(
          "json", "xml", "jsonpath", "point", "polygon", "line", "lseg", "box", "path", "circle");

  private static final Map<Integer, PgDatabaseAddress> DATABASES = new HashMap<>();

  @TempDir private Path folder;

  static List<Integer> majors() {
    return PgFixture.majors();
  }

  @BeforeAll
  static void makeSpecimens() throws SQLException {
    for (int major : majors()) {
      PgDatabaseAddress database = PgFixture.shared(major).newDatabase();
      Specimens.make(database);
      DATABASES.put(major, database);
    }
    assertThat(Specimens.all()).hasSizeGreaterThanOrEqualTo(FEWEST_TYPES);
  }

  private static void comesBackEqual(
      int major, ReadBack reading, UnaryOperator<String> broken, String... arguments)
      throws SQLException, IOException {
    PgDatabaseAddress database = address(major);
    Ended ended = TuskExport.run(database, arguments);
    assertThat(ended.messages()).isEmpty();
    assertThat(ended.code()).isZero();
    List<String> before = Specimens.table(database, "specimens");
    assertThat(reading.rows(database, ended.out())).isEqualTo(before);
    assertThat(broken.apply(ended.out())).isNotEqualTo(ended.out());
    assertThat(twin(database, reading, broken.apply(ended.out())).equals(before)).isFalse();
  }

  private static List<String> twin(PgDatabaseAddress database, ReadBack reading, String text) {
    try {
      return reading.rows(database, text);
    } catch (SQLException | IOException refused) {
      return List.of();
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void csvByTheServersCopy(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        ReadBack.copy("FORMAT csv, HEADER"),
        text -> text.replace("\"\"", "\""),
        "--format",
        "csv",
        "--table",
        "specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void csvWrittenByTusk(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        ReadBack.copy("FORMAT csv, HEADER"),
        text -> text.replace(",\"\",", ",,"),
        "--format",
        "csv",
        "--limit",
        "1000",
        "select * from specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void tsvByTheServersCopyAndByTusk(int major) throws SQLException, IOException {
    UnaryOperator<String> broken = text -> text.replace("\\\\", "\\");
    comesBackEqual(
        major,
        ReadBack.copy("FORMAT text"),
        broken,
        "--format",
        "tsv",
        "--no-header",
        "--table",
        "specimens");
    comesBackEqual(
        major,
        ReadBack.copy("FORMAT text"),
        broken,
        "--format",
        "tsv",
        "--no-header",
        "--limit",
        "1000",
        "--query",
        "select * from specimens");
    Ended headed =
        TuskExport.run(address(major), "--format", "tsv", "--table", "specimens", "--limit", "9");
    assertThat(headed.out()).startsWith("id\tc_int2\tc_int4\t");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void csvIsWhatPsqlCopies(int major) throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/usr/bin/psql")), "psql is not installed");
    PgDatabaseAddress database = address(major);
    Path theirs = folder.resolve("theirs.csv");
    ProcessBuilder psql =
        new ProcessBuilder("psql", "-X", "-c", "\\copy specimens to '" + theirs + "' csv header");
    psql.environment().putAll(database.variables());
    psql.environment().put("PGCLIENTENCODING", "UTF8");
    assertThat(psql.redirectErrorStream(true).start().waitFor()).isZero();
    Path ours = folder.resolve("ours.csv");
    for (String way : List.of("9223372036854775807", "1000")) {
      Ended ended =
          TuskExport.run(
              database,
              "--format",
              "csv",
              "--table",
              "specimens",
              "--limit",
              way,
              "-o",
              ours.toString());
      assertThat(ended.messages()).isEqualTo("tusk: 5 rows written to " + ours + "\n");
      assertThat(ours).hasSameBinaryContentAs(theirs);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void insertByRunningIt(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        ReadBack.sql(),
        text -> text.replace("''", "'"),
        "--format",
        "insert",
        "--into",
        "copy_of",
        "--table",
        "specimens");
    comesBackEqual(
        major,
        ReadBack.sql(),
        text -> text.replace("NULL, NULL", "NULL, ''"),
        "--format",
        "insert",
        "--no-header",
        "--into",
        "copy_of",
        "--table",
        "specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void insertWithStringsOfTheOldKind(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        (connection, table, text) ->
            Specimens.run(connection, "set standard_conforming_strings = off;" + text),
        text -> text.replace("E'", "'").replace("\\\\", "\\"),
        "--format",
        "insert",
        "--into",
        "copy_of",
        "--table",
        "specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void updateChangesExactlyItsRow(int major) throws SQLException {
    PgDatabaseAddress database = address(major);
    List<String> whole = Specimens.table(database, "specimens");
    try (Connection connection = database.connect()) {
      Specimens.run(connection, "drop table if exists changed");
      Specimens.run(connection, "create table changed (like specimens)");
      Specimens.run(connection, "insert into changed (id) select generate_series(1, 5)");
      List<String> empty = Specimens.table(database, "changed");
      Ended one =
          TuskExport.run(
              database,
              "--format",
              "update",
              "--into",
              "changed",
              "--key",
              "id",
              "--query",
              "select * from specimens where id = 4");
      Specimens.run(connection, one.out());
      List<String> now = Specimens.table(database, "changed");
      for (int row = 0; row < whole.size(); row++) {
        assertThat(now.get(row)).isEqualTo(row == 3 ? whole.get(row) : empty.get(row));
      }
      Ended all =
          TuskExport.run(
              database,
              "--format",
              "update",
              "--into",
              "changed",
              "--key",
              "id",
              "--table",
              "specimens");
      Specimens.run(connection, all.out());
      assertThat(Specimens.table(database, "changed")).isEqualTo(whole);
      // the twin without its key changes every row
      Specimens.run(connection, one.out().replaceAll(" WHERE id = 4;\n$", ";"));
      assertThat(Specimens.table(database, "changed")).isNotEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void valuesKeepTheTypes(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        (connection, table, text) -> {
          String query = text.strip().replaceAll(";$", "");
          Specimens.run(connection, "insert into " + table + " " + query);
          Specimens.run(connection, "drop table if exists typed");
          Specimens.run(connection, "create table typed as " + query);
        },
        text -> text.replace("::bytea", "::text"),
        "--format",
        "values",
        "--table",
        "specimens");
    PgDatabaseAddress database = address(major);
    // neither domains nor lengths are told of a result
    String types =
        "select string_agg(format_type(case when t.typbasetype <> 0 then t.typbasetype else t.oid"
            + " end, null), ' ' order by attnum) from pg_attribute join pg_type t on t.oid ="
            + " atttypid where attnum > 0 and attrelid = '%s'::regclass";
    try (Connection connection = database.connect()) {
      Specimens.run(connection, "drop table if exists typed");
      String query =
          TuskExport.run(database, "--format", "values", "--table", "specimens").out().strip();
      Specimens.run(connection, "create table typed as " + query.substring(0, query.length() - 1));
    }
    assertThat(Specimens.rows(database, types.formatted("typed")))
        .isEqualTo(Specimens.rows(database, types.formatted("specimens")));
  }

  @ParameterizedTest
  @MethodSource("majors")
  void inListFindsEveryValueAgain(int major) throws SQLException {
    PgDatabaseAddress database = address(major);
    List<String> comparable =
        Specimens.all().stream()
            .filter(column -> !INCOMPARABLE.contains(column.type()))
            .map(Specimen::name)
            .toList();
    Ended list =
        TuskExport.run(
            database,
            "--format",
            "in",
            "--query",
            "select " + String.join(", ", comparable) + " from specimens");
    assertThat(
            Specimens.rows(
                database, "select id from specimens where " + list.out() + " order by id"))
        .containsExactly("1", "3", "4", "5");
    Ended one =
        TuskExport.run(
            database, "--format", "in", "--query", "select c_float4 from specimens where id <> 2");
    assertThat(Specimens.rows(database, "select id from specimens where " + one.out())).hasSize(4);
    Ended rows =
        TuskExport.run(
            database,
            "--format",
            "in",
            "--query",
            "select id, c_text from specimens where id <> 2");
    assertThat(Specimens.rows(database, "select id from specimens where " + rows.out())).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void jsonByTheServersOwnReader(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        ReadBack.json(),
        text -> text.replace("\\\"", "'"),
        "--format",
        "json",
        "--table",
        "specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void jsonLinesOneByOne(int major) throws SQLException, IOException {
    comesBackEqual(
        major,
        ReadBack.jsonLines(),
        text -> text.replace("null", "\"\""),
        "--format",
        "jsonl",
        "--table",
        "specimens");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void markdownAndHtmlShowEveryValue(int major) throws SQLException {
    PgDatabaseAddress database = address(major);
    String query = "select c_text, c_text_two, c_int2, c_json, c_bpchar from specimens order by id";
    List<List<String>> expected = PlainTables.expected(database, query);
    String markdown = TuskExport.run(database, "--format", "markdown", query).out();
    assertThat(PlainTables.markdown(markdown)).isEqualTo(expected);
    assertThat(PlainTables.markdown(markdown.replace("\\|", "|"))).isNotEqualTo(expected);
    String html = TuskExport.run(database, "--format", "html", query).out();
    assertThat(PlainTables.html(html)).isEqualTo(expected);
    assertThat(PlainTables.html(html.replace(" class=\"null\"", ""))).isNotEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aWorkbookHoldsEveryValueAsTheServerPrintsIt(int major) throws SQLException, IOException {
    PgDatabaseAddress database = address(major);
    List<String> names = Specimens.all().stream().map(Specimen::name).toList();
    String query = "select " + String.join(", ", names) + " from specimens order by id";
    String texts =
        "select "
            + names.stream()
                .map(
                    name ->
                        "case num_nulls("
                            + name
                            + ") when 0 then format('%s', "
                            + name
                            + ") end as "
                            + name)
                .collect(Collectors.joining(", "))
            + " from specimens order by id";
    List<List<String>> expected = PlainTables.expected(database, texts);
    Ended ended = TuskExport.run(database, "--format", "xlsx", query);
    assertThat(ended.messages()).isEmpty();
    List<List<String>> read = PlainTables.workbook(ended.bytes(), names.size());
    assertThat(read).hasSameSizeAs(expected);
    for (int row = 0; row < read.size(); row++) {
      for (int column = 0; column < names.size(); column++) {
        assertThat(read.get(row).get(column))
            .as(names.get(column))
            .isEqualTo(expected.get(row).get(column));
      }
    }
  }

  /// Alone in its line, what is empty, NULL, or the mark of the end of data is nothing but a value.
  @ParameterizedTest
  @MethodSource("majors")
  void aColumnAloneKeepsEveryValue(int major) throws SQLException, IOException {
    PgDatabaseAddress database = address(major);
    try (Connection connection = database.connect()) {
      Specimens.run(connection, "drop table if exists alone, alone_back");
      Specimens.run(
          connection,
          "create table alone as select v from unnest(array[E'\\\\.', '', null, E'\\\\N', 'NULL',"
              + " ' ', '\"', E'\\n', E'a\\r\\n\\\\.', E'\\\\', '=1+1']) v");
      Specimens.run(connection, "create table alone_back (like alone)");
      String all = "select string_agg(coalesce(quote_literal(v), 'null'), '|') from %s";
      List<String> before = Specimens.rows(database, all.formatted("alone"));
      for (String format : List.of("csv", "tsv", "insert")) {
        ReadBack reading =
            switch (format) {
              case "csv" -> ReadBack.copy("FORMAT csv");
              case "tsv" -> ReadBack.copy("FORMAT text");
              default -> ReadBack.sql();
            };
        for (String limit : List.of("9223372036854775807", "1000")) {
          Ended ended =
              TuskExport.run(
                  database,
                  "--format",
                  format,
                  "--no-header",
                  "--into",
                  "alone_back",
                  "--limit",
                  limit,
                  "select v from alone");
          Specimens.run(connection, "truncate alone_back");
          reading.read(connection, "alone_back", ended.out());
          assertThat(Specimens.rows(database, all.formatted("alone_back")))
              .as(format + " of " + limit)
              .isEqualTo(before);
        }
      }
    }
  }

  private static PgDatabaseAddress address(int major) {
    PgDatabaseAddress database = DATABASES.get(major);
    return Objects.requireNonNull(database);
  }
}
