package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.sql.Identifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes values as SQL constants that mean the same on every server: NULL, `true`, bare numbers
/// where they are exactly the value, and strings for all else, which the type itself reads.
final class SqlLiteral implements RowPage.CellReader {
  /// int8, int2, int4, oid, float8, numeric: a bare number of them compares and converts exactly. A
  /// float4 does not: `0.1` is a numeric, and 0.1 in four bytes is another number.
  private static final Set<Integer> BARE = Set.of(20, 21, 23, 26, 701, 1700);

  /// Types that are words of the grammar and mean the same bare. Not `bit` and `char`, which would
  /// be of length 1.
  private static final Set<String> TYPE_WORDS =
      Set.of("interval", "numeric", "time", "timestamp", "varchar");

  /// Digits of the numbers that are int4 for sure, and so what a bare number is taken for.
  private static final int SURELY_INT4 = 9;

  private static final int SURELY_INT8 = 18;

  /// The first oid of a type that is not PostgreSQL's own (`FirstNormalObjectId`).
  private static final int FIRST_OF_PEOPLE = 16_384;

  private final ByteOut out;
  private ResultColumn column = new ResultColumn("", "text", 25, Kind.TEXT);
  private Style style = Style.PLAIN;

  /// How much the surroundings say of the type.
  private enum Style {
    /// The target has it.
    PLAIN,
    /// The other side of a comparison has it, see [#comparesAsAnother].
    COMPARED,
    /// Nothing does: the first row of a list of values.
    CAST,
    /// The rows before do.
    LIST
  }

  SqlLiteral(ByteOut out) {
    this.out = out;
  }

  /// Writes a cell for a place whose type is known there.
  void plain(ResultColumn of, int place, Cells cells) {
    write(Style.PLAIN, of, place, cells);
  }

  /// Writes a cell to be compared with a column of its type.
  void compared(ResultColumn of, int place, Cells cells) {
    write(Style.COMPARED, of, place, cells);
  }

  /// Writes a cell with a cast.
  void cast(ResultColumn of, int place, Cells cells) {
    write(Style.CAST, of, place, cells);
  }

  /// Writes a cell below one with a cast.
  void below(ResultColumn of, int place, Cells cells) {
    write(Style.LIST, of, place, cells);
  }

  private void write(Style how, ResultColumn of, int place, Cells cells) {
    style = how;
    column = of;
    cells.read(place, this);
    if (how == Style.CAST || (how == Style.COMPARED && comparesAsAnother(of))) {
      out.put("::");
      out.put(type(of));
    }
  }

  /// Whether a bare string beside it is taken for another type: rows are compared as any row, and
  /// the aliases of oid (regclass and its like) as oid.
  private static boolean comparesAsAnother(ResultColumn column) {
    return Integer.compareUnsigned(column.typeOid(), FIRST_OF_PEOPLE) >= 0
        ? column.kind() == Kind.OTHER
        : column.typeName().startsWith("reg");
  }

  /// The name of a column's type in SQL.
  static String type(ResultColumn column) {
    String name = column.typeName();
    boolean array = name.endsWith("[]");
    String element = array ? name.substring(0, name.length() - 2) : name;
    String sql = TYPE_WORDS.contains(element) ? element : Identifier.quote(element);
    return array ? sql + "[]" : sql;
  }

  /// A query of these columns that finds nothing.
  static String noRows(List<ResultColumn> columns) {
    return columns.stream()
        .map(column -> "NULL::" + type(column))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  @Override
  public void nul() {
    out.put("NULL");
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    if (style != Style.CAST && column.typeOid() == 16 && length == 1) {
      out.put(data[offset] == 't' ? "true" : "false");
    } else if (style != Style.CAST && isBare(data, offset, length)) {
      out.put(data, offset, length);
    } else {
      string(data, offset, length);
    }
  }

  private boolean isBare(byte[] data, int offset, int length) {
    if (!BARE.contains(column.typeOid()) || !NumberText.isNumber(data, offset, length)) {
      return false;
    }
    boolean negativeZero = length == 2 && data[offset] == '-' && data[offset + 1] == '0';
    boolean whole = column.typeOid() != 701 && column.typeOid() != 1700;
    int most = style == Style.LIST ? SURELY_INT4 : SURELY_INT8;
    boolean small = style == Style.LIST && column.typeOid() == 21;
    return !negativeZero && !small && (!whole || length <= most);
  }

  /// With backslashes inside as `E'…'`, so that it means the same whatever
  /// `standard_conforming_strings` says.
  private void string(byte[] data, int offset, int length) {
    boolean backslash = false;
    for (int i = offset; !backslash && i < offset + length; i++) {
      backslash = data[i] == '\\';
    }
    out.put(backslash ? "E'" : "'");
    out.putDoubled(data, offset, length, '\'', backslash ? '\\' : '\'');
    out.put('\'');
  }
}
