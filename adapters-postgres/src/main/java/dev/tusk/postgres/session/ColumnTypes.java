package dev.tusk.postgres.session;

import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.postgres.wire.WireColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The names and kinds of column types by oid, asked for once and shared by a pool's sessions.
/// Thread-safe.
public final class ColumnTypes {
  private static final ResultColumn UNKNOWN = new ResultColumn("", "unknown", 0, Kind.OTHER);

  private final Map<Integer, ResultColumn> types = new ConcurrentHashMap<>();

  public ColumnTypes() {
    // The oids of PostgreSQL's own types never change; these spare nearly every result a round
    // trip (pg_type.dat).
    for (String line :
        """
        16 bool BOOLEAN;17 bytea BYTES;18 char TEXT;19 name TEXT;20 int8 NUMBER;21 int2 NUMBER
        23 int4 NUMBER;25 text TEXT;26 oid NUMBER;114 json JSON;142 xml OTHER;600 point OTHER
        700 float4 NUMBER;701 float8 NUMBER;790 money NUMBER;869 inet OTHER;650 cidr OTHER
        1000 bool[] ARRAY;1005 int2[] ARRAY;1007 int4[] ARRAY;1009 text[] ARRAY;1015 varchar[] ARRAY
        1016 int8[] ARRAY;1021 float4[] ARRAY;1022 float8[] ARRAY;1028 oid[] ARRAY
        1003 name[] ARRAY;1231 numeric[] ARRAY;2951 uuid[] ARRAY;1042 bpchar TEXT;1043 varchar TEXT
        1082 date TIME;1083 time TIME;1114 timestamp TIME;1184 timestamptz TIME;1186 interval TIME
        1266 timetz TIME;1560 bit OTHER;1562 varbit OTHER;1700 numeric NUMBER;2205 regclass TEXT
        2206 regtype TEXT;2249 record OTHER;2278 void OTHER;2950 uuid UUID;3802 jsonb JSON
        3614 tsvector OTHER;3615 tsquery OTHER;3220 pg_lsn OTHER;28 xid NUMBER;27 tid OTHER\
        """
            .split("[;\n]", -1)) {
      String[] parts = line.strip().split(" ", -1);
      int oid = Integer.parseInt(parts[0]);
      types.put(oid, new ResultColumn("", parts[1], oid, Kind.valueOf(parts[2])));
    }
  }

  /// Whether [#learn] has nothing to ask.
  boolean knows(List<WireColumn> described) {
    return described.stream().allMatch(column -> types.containsKey(column.type()));
  }

  /// Describes a result; asks over `link` for types not seen before.
  List<ResultColumn> describe(List<WireColumn> described, PgLink link) throws SQLException {
    learn(described, link);
    return known(described);
  }

  /// Asks over `link` for the types that were not seen before.
  void learn(List<WireColumn> described, PgLink link) throws SQLException {
    String unknown =
        described.stream()
            .map(WireColumn::type)
            .filter(oid -> !types.containsKey(oid))
            .distinct()
            .map(oid -> String.valueOf(Integer.toUnsignedLong(oid)))
            .collect(Collectors.joining(","));
    if (!unknown.isEmpty() && link.can(ServerAbility.TYPES)) {
      ask(unknown, link);
    }
  }

  /// Describes a result without asking; a type not seen before is called unknown.
  List<ResultColumn> known(List<WireColumn> described) {
    List<ResultColumn> columns = new ArrayList<>(described.size());
    for (WireColumn column : described) {
      ResultColumn type = types.getOrDefault(column.type(), UNKNOWN);
      columns.add(new ResultColumn(column.label(), type.typeName(), column.type(), type.kind()));
    }
    return columns;
  }

  /// Asks for types, as [#learn] does.
  ///
  /// @throws SQLException when the server does not answer
  public static void prove(PgLink link) throws SQLException {
    new ColumnTypes().ask("16", link);
  }

  private void ask(String oids, PgLink link) throws SQLException {
    for (String[] row :
        link.rows(
            "select t.oid::pg_catalog.int8, case when t.typcategory::pg_catalog.text"
                + " operator(pg_catalog.=) 'A'::pg_catalog.text and e.oid is not null then"
                + " e.typname::pg_catalog.text operator(pg_catalog.||) '[]'::pg_catalog.text else"
                + " t.typname::pg_catalog.text end, t.typcategory from pg_catalog.pg_type t left"
                + " join pg_catalog.pg_type e on e.oid operator(pg_catalog.=) t.typelem where t.oid"
                + " operator(pg_catalog.=) any ('{"
                + oids
                + "}'::pg_catalog.oid[])")) {
      try {
        int oid = (int) Long.parseLong(row[0]);
        types.put(oid, new ResultColumn("", row[1], oid, kind(row[2])));
      } catch (NumberFormatException | IndexOutOfBoundsException lie) {
        throw new SQLException("The server answered something else than was asked", "08P01", lie);
      }
    }
  }

  private static Kind kind(String category) {
    return switch (category) {
      case "N" -> Kind.NUMBER;
      case "S" -> Kind.TEXT;
      case "B" -> Kind.BOOLEAN;
      case "D", "T" -> Kind.TIME;
      case "E" -> Kind.ENUM;
      case "A" -> Kind.ARRAY;
      default -> Kind.OTHER;
    };
  }
}
