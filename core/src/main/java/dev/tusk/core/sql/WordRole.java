package dev.tusk.core.sql;

import java.util.Set;

/// What a word most likely is, for colouring: PostgreSQL lets most keywords name columns and
/// functions, so only its neighbours on the line tell.
public enum WordRole {
  KEYWORD,
  TYPE,
  FUNCTION,
  NAME;

  /// Keywords that read as calls and are none: `over (…)`, `primary key(…)`.
  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of(
          "over",
          "filter",
          "key",
          "rollup",
          "cube",
          "sets",
          "include",
          "options",
          "range",
          "by",
          "materialized",
          "partition",
          "operator",
          "within",
          "columns",
          "conflict",
          "increment",
          "copy",
          "explain",
          "vacuum",
          "cluster",
          "reindex",
          "aggregate",
          "function",
          "procedure",
          "parameter",
          "if",
          "cost",
          "rows",
          "storage",
          "policy",
          "matched");

  /// Keywords that name columns more often than they do anything else.
  private static final Set<String> USUALLY_NAMES =
      Set.of(
          "name",
          "names",
          "value",
          "data",
          "content",
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "second",
          "level",
          "location",
          "owner",
          "path",
          "period",
          "source",
          "target",
          "label",
          "document",
          "class",
          "action",
          "comments",
          "password",
          "position",
          "keys",
          "zone");

  private static final Set<String> CALLS =
      Set.of(
          "coalesce",
          "extract",
          "greatest",
          "grouping",
          "json_array",
          "json_arrayagg",
          "json_exists",
          "json_object",
          "json_objectagg",
          "json_query",
          "json_scalar",
          "json_serialize",
          "json_table",
          "json_value",
          "least",
          "merge_action",
          "normalize",
          "nullif",
          "overlay",
          "position",
          "substring",
          "treat",
          "trim",
          "xmlattributes",
          "xmlconcat",
          "xmlelement",
          "xmlexists",
          "xmlforest",
          "xmlnamespaces",
          "xmlparse",
          "xmlpi",
          "xmlroot",
          "xmlserialize",
          "xmltable",
          "left",
          "right",
          "current_schema");

  /// `pg_type` of PostgreSQL 18 without arrays and internal types, the spelled-out forms, and
  /// serials.
  private static final Set<String> TYPES =
      Set.of(
          "bigint",
          "bigserial",
          "bit",
          "bool",
          "boolean",
          "box",
          "bpchar",
          "bytea",
          "char",
          "character",
          "cid",
          "cidr",
          "circle",
          "cstring",
          "date",
          "datemultirange",
          "daterange",
          "dec",
          "decimal",
          "event_trigger",
          "float",
          "float4",
          "float8",
          "inet",
          "int",
          "int2",
          "int4",
          "int4multirange",
          "int4range",
          "int8",
          "int8multirange",
          "int8range",
          "integer",
          "interval",
          "json",
          "jsonb",
          "jsonpath",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "nchar",
          "numeric",
          "nummultirange",
          "numrange",
          "oid",
          "pg_lsn",
          "pg_snapshot",
          "point",
          "polygon",
          "real",
          "record",
          "refcursor",
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype",
          "serial",
          "serial2",
          "serial4",
          "serial8",
          "smallint",
          "smallserial",
          "text",
          "tid",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "trigger",
          "tsmultirange",
          "tsquery",
          "tsrange",
          "tstzmultirange",
          "tstzrange",
          "tsvector",
          "uuid",
          "varbit",
          "varchar",
          "void",
          "xid",
          "xid8",
          "xml",
          "anyarray",
          "anyelement",
          "anyenum",
          "anyrange",
          "anycompatible",
          "anycompatiblearray");

  /// Types that take a length or precision, and so are no calls in front of a parenthesis.
  private static final Set<String> TYPES_WITH_LENGTH =
      Set.of(
          "bit",
          "bpchar",
          "char",
          "character",
          "dec",
          "decimal",
          "float",
          "interval",
          "nchar",
          "numeric",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "varbit",
          "varchar");

  /// The role of the word from `start` to `end`, a [TokenKind#KEYWORD] or [TokenKind#IDENTIFIER] of
  /// `line`.
  public static WordRole of(CharSequence line, int start, int end) {
    int keyword = Keywords.find(line, start, end);
    KeywordCategory category = Keywords.category(line, start, end);
    boolean call = SqlChars.has(line, end, line.length(), '(');
    if (start > 0 && line.charAt(start - 1) == '.') {
      return call ? FUNCTION : NAME;
    }
    if (category == KeywordCategory.RESERVED) {
      return KEYWORD;
    }
    String word = keyword >= 0 ? Keywords.word(keyword) : lower(line, start, end);
    if (TYPES.contains(word)) {
      boolean typeTrigger = word.equals("trigger");
      boolean typeCall = call && !TYPES_WITH_LENGTH.contains(word);
      return typeTrigger ? KEYWORD : typeCall ? FUNCTION : TYPE;
    }
    return switch (category) {
      case RESERVED -> KEYWORD;
      case COLUMN_NAME, TYPE_OR_FUNCTION ->
          CALLS.contains(word) && nextIsParenthesis(line, end) ? FUNCTION : KEYWORD;
      case UNRESERVED -> unreserved(line, start, end, word, call);
      case NONE -> nextIsParenthesis(line, end) && !behindTable(line, start) ? FUNCTION : NAME;
    };
  }

  private static WordRole unreserved(
      CharSequence line, int start, int end, String word, boolean call) {
    if (call && !BEFORE_PARENTHESIS.contains(word)) {
      return FUNCTION;
    }
    if (USUALLY_NAMES.contains(word)) {
      return NAME;
    }
    char before = before(line, start);
    char after = after(line, end);
    boolean listed = before == ',' || after == ',' || after == '.';
    return listed || SqlChars.isOperator(after) || SqlChars.isOperator(before) ? NAME : KEYWORD;
  }

  /// Whether it follows `INTO`, `TABLE`, `REFERENCES` or `AS`-less `WITH`, whose names have columns
  /// in parentheses.
  private static boolean behindTable(CharSequence line, int start) {
    int end = start;
    while (end > 0 && SqlChars.isSpace(line.charAt(end - 1))) {
      end--;
    }
    int from = end;
    while (from > 0 && SqlChars.isIdentifierPart(line.charAt(from - 1))) {
      from--;
    }
    return switch (Keywords.word(Keywords.find(line, from, end))) {
      case "into", "table", "references", "exists", "on", "with", "recursive", "copy", "index" ->
          true;
      default -> false;
    };
  }

  private static boolean nextIsParenthesis(CharSequence line, int end) {
    return after(line, end) == '(';
  }

  private static char after(CharSequence line, int end) {
    int i = end;
    while (i < line.length() && SqlChars.isSpace(line.charAt(i))) {
      i++;
    }
    return i < line.length() ? line.charAt(i) : '\0';
  }

  private static char before(CharSequence line, int start) {
    int i = start;
    while (i > 0 && SqlChars.isSpace(line.charAt(i - 1))) {
      i--;
    }
    return i > 0 ? line.charAt(i - 1) : '\0';
  }

  private static String lower(CharSequence line, int start, int end) {
    var word = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      word.append(SqlChars.lower(line.charAt(i)));
    }
    return word.toString();
  }
}
