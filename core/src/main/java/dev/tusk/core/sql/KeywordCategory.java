package dev.tusk.core.sql;

/// PostgreSQL's four kinds of keyword (SQL Key Words, appendix C of its manual), and none.
enum KeywordCategory {
  /// Never a name without quotes.
  RESERVED,
  /// May name a column, but no function or type: `coalesce`, `integer`.
  COLUMN_NAME,
  /// May name a function or type, but no column: `left`, `like`.
  TYPE_OR_FUNCTION,
  /// May name anything.
  UNRESERVED,
  /// Not a keyword.
  NONE
}
