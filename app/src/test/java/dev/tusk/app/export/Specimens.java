package dev.tusk.app.export;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table with a column of nearly every type, and rows of typical values, NULLs, extremes, and
/// text that breaks formats.
public final class Specimens {
  /// One column: its type, and its values in the rows that are not NULL.
  record Specimen(String name, String type, List<String> values) {}

  private static final String TYPES =
      """
      create extension hstore;
      create type mood as enum ('sad', 'so, so', 'it''s "ok"');
      create type pair as (a int, b text);
      create domain percent as numeric(5,2) check (value between 0 and 100);
      """;

  private static final String NASTY =
      "E'it''s \"q\", back\\\\slash \\\\N \\\\.\\n"
          + "\\ttab\\r"
          + "\\n"
          + "end 🐘 \\uFFFE\\uFFFF <b>&amp; | * _x_ ` \\x01 =1+1 '";

  /// `name | type | value in row 1 | in row 3 | in row 4 | in row 5`; what is missing is the one
  /// before.
  private static final String COLUMNS =
      """
      int2 | smallint | 7 | -32768 | 32767 | 0
      int4 | integer | -5 | -2147483648 | 2147483647 | 0
      int8 | bigint | 9007199254740993 | -9223372036854775808 | 9223372036854775807 | 0
      numeric | numeric | 1.50 | 'NaN' | 12345678901234567890.123456789000 | -0.00001
      numeric_scale | numeric(20,5) | 1.5 | -99999.99999 | 0 | 1e10
      float4 | real | 0.1 | 'NaN' | 'Infinity' | '-0'
      float8 | double precision | 0.1 | '-Infinity' | 1e-300 | '-0'
      money | money | 12.34 | -92233720368547758.08 | 0 | 1
      bool | boolean | true | false | true | false
      char1 | "char" | 'a' | '' | '\\' | '"'
      bpchar | char(5) | 'ab' | '' | ' x' | '''"'
      varchar | varchar(40) | 'plain' | '' | ' blanks  ' | 'ünïcödé 🐘'
      text | text | 'plain' | '' | NASTY | '\\N'
      text_two | text | '\\.' | 'NULL' | '-2+3' | E'\\n'
      name | name | 'pg_class' | '' | 'a"b' | 'é'
      bytea | bytea | '\\xdeadbeef' | '' | '\\x00ff275c' | '\\x0a'
      date | date | '2026-11-29' | '0044-03-15 BC' | 'infinity' | '-infinity'
      time | time | '12:34:56.789' | '00:00' | '24:00' | '23:59:59.999999'
      timetz | timetz | '12:34:56+02' | '00:00-15:59' | '24:00+00' | '01:02:03.000001+05:30'
      timestamp | timestamp | '2026-11-29 09:41' | '0001-01-01 BC' | 'infinity' | '294276-12-31'
      timestamptz | timestamptz | '2026-11-29 09:41:00.5+01' | '4713-01-01 BC' | '-infinity' | 'now'
      interval | interval | '1 year 2 mons -3 days 04:05:06.7' | '-178000000 years' | '0' | '1 us'
      uuid | uuid | 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'
      inet | inet | '192.168.0.1/24' | '::1' | '10.0.0.1' | 'fe80::/10'
      cidr | cidr | '10.0.0.0/8' | '::/0'
      macaddr | macaddr | '08:00:2b:01:02:03'
      macaddr8 | macaddr8 | '08:00:2b:01:02:03:04:05'
      bit | bit(5) | B'10101' | B'00000'
      varbit | varbit | B'101' | B'' | B'1'
      json | json | '{"a": [1, null, "x\\"y"]}' | '[]' | E'{\\n  "k": "\\\\n"\\n}' | '"text"'
      jsonb | jsonb | '{"a": {"b": [1, 2.50, true]}}' | '"it''s"' | '1e100' | '{}'
      jsonpath | jsonpath | '$.a[*] ? (@ > 1)'
      xml | xml | '<a b="c">d &amp; e</a>' | '<x/>' | 'plain'
      point | point | '(1,2)' | '(-0.5,1e300)' | '(Infinity,NaN)'
      line | line | '{1,2,3}'
      lseg | lseg | '[(0,0),(1,1)]'
      box | box | '((2,2),(0,0))'
      path | path | '((0,0),(1,1),(2,0))' | '[(0,0),(1,1)]'
      polygon | polygon | '((0,0),(1,1),(2,0))'
      circle | circle | '<(1,2),3>'
      tsvector | tsvector | '''it''''s'':1A fat:2,4B' | ''
      tsquery | tsquery | 'fat & !(rat | ''it''''s'')'
      int4range | int4range | '[1,10)' | 'empty' | '(,5)' | '[7,)'
      numrange | numrange | '[1.50,2.5]' | 'empty' | '(,)'
      textrange | tstzrange | '["2026-01-01 00:00+00",infinity)' | 'empty'
      multirange | int4multirange | '{[1,3),[5,8)}' | '{}'
      int_array | int[] | '{1,NULL,3}' | '{}' | '[-1:1]={1,2,3}' | '{{1,2},{3,4}}'
      text_array | text[] | ARRAY['a','it''s','"q"','\\'] | '{}' | ARRAY[NASTY] | '{"",NULL,"NULL"}'
      bytea_array | bytea[] | ARRAY['\\x00ff'::bytea] | '{}'
      numeric_array | numeric[] | '{NaN,1.50,Infinity}' | '{}'
      timestamptz_array | timestamptz[] | '{infinity,"2026-01-01 00:00+00"}' | '{}'
      json_array | jsonb[] | ARRAY['{"a":"it''s, \\"x\\""}'::jsonb] | '{}'
      enum | mood | 'sad' | 'so, so' | 'it''s "ok"' | 'sad'
      enum_array | mood[] | ARRAY['so, so','sad']::mood[] | '{}' | ARRAY['it''s "ok"']::mood[]
      composite | pair | '(1,"a b")' | '(,)' | ROW(2,NASTY) | '(3,"")'
      composite_array | pair[] | ARRAY[ROW(1,'x, "y"')::pair, NULL] | '{}'
      domain | percent | 12.50 | 0 | 100 | 99.99
      hstore | hstore | 'a=>1, "b c"=>NULL' | '' | hstore('k"', NASTY)
      pg_lsn | pg_lsn | '16/B374D848'
      oid | oid | 4294967295 | 0
      regclass | regclass | 'pg_class'
      regtype | regtype | 'timestamptz' | 'int[]'
      xid8 | xid8 | '18446744073709551615' | '0'
      tid | tid | '(42,7)'
      """;

  private Specimens() {}

  static List<Specimen> all() {
    List<Specimen> found = new ArrayList<>();
    for (String line : COLUMNS.strip().split("\n", -1)) {
      String[] parts = line.strip().split(" \\| ", -1);
      List<String> values = new ArrayList<>();
      for (int i = 2; i < parts.length; i++) {
        // a jsonpath and a tsquery have the separator inside
        boolean whole = parts[0].equals("jsonpath") || parts[0].equals("tsquery");
        values.add(whole ? line.strip().split(" \\| ", 3)[2] : parts[i].replace("NASTY", NASTY));
        if (whole) {
          break;
        }
      }
      found.add(new Specimen("c_" + parts[0], parts[1], values));
    }
    return found;
  }

  /// Makes `specimens`, with rows 1 to 5; row 2 holds NULLs.
  public static void make(PgDatabaseAddress database) throws SQLException {
    List<Specimen> columns = all();
    try (Connection connection = database.connect()) {
      run(connection, TYPES);
      run(
          connection,
          columns.stream()
              .map(each -> each.name() + " " + each.type())
              .collect(
                  Collectors.joining(", ", "create table specimens (id int primary key, ", ")")));
      run(connection, "insert into specimens (id) values (2)");
      for (int row = 0; row < 4; row++) {
        int of = row;
        run(
            connection,
            columns.stream()
                .map(each -> each.values().get(Math.min(of, each.values().size() - 1)))
                .collect(
                    Collectors.joining(
                        ", ",
                        "insert into specimens values (" + (row == 0 ? 1 : row + 2) + ", ",
                        ")")));
      }
    }
  }

  /// Executes statements as they are.
  public static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /// Each row of a table as the server prints it whole: NULL and the empty string differ.
  static List<String> rows(PgDatabaseAddress database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
      return rows;
    }
  }

  /// Each row of a table like `specimens`, in order.
  public static List<String> table(PgDatabaseAddress database, String name) throws SQLException {
    return rows(database, "select t::text from " + name + " t order by id");
  }
}
