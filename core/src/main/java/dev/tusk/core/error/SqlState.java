package dev.tusk.core.error;

import org.jspecify.annotations.Nullable;

/// What an SQLSTATE means: PostgreSQL's own names for it and its class. Immutable.
///
/// @param code as given; empty when none was
/// @param conditionName as in PostgreSQL 18's `errcodes.txt`, for example `undefined_column`; null
///     when PostgreSQL does not know the code
/// @param className for example "Data exception"; null when PostgreSQL does not know the class
record SqlState(String code, @Nullable String conditionName, @Nullable String className) {
  /// The meaning of `code`; never fails, whatever the code.
  public static SqlState of(@Nullable String code) {
    if (code == null) {
      return new SqlState("", null, null);
    }
    SqlStateTable table = SqlStateTable.get();
    SqlStateTable.@Nullable Row row = table.ofCode(code);
    SqlStateTable.@Nullable Row ofClass = table.ofClass(code);
    return new SqlState(
        code,
        row == null || row.name().isEmpty() ? null : row.name(),
        ofClass == null ? null : ofClass.name());
  }

  /// The hint's template, of the code or else of its class; null when there is none.
  ///
  /// @param inStatement whether a statement met it rather than a connection: the same code can
  ///     mean another server then (a foreign table) or another role (`SET ROLE`)
  @Nullable String hintTemplate(boolean inStatement) {
    SqlStateTable table = SqlStateTable.get();
    SqlStateTable.@Nullable Row row = table.ofCode(code);
    SqlStateTable.@Nullable Row ofClass = table.ofClass(code);
    String hint = "";
    if (inStatement) {
      hint = firstFilled(row == null ? "" : row.inStatement(), ofClass, true);
    }
    if (hint.isEmpty()) {
      hint = firstFilled(row == null ? "" : row.hint(), ofClass, false);
    }
    return hint.isEmpty() ? null : hint;
  }

  /// Whether the fault is the server's own, so that nothing done here mends it.
  boolean isServerFault() {
    return switch (classOf(code)) {
      case "58", "F0", "XX" -> true;
      default -> false;
    };
  }

  /// The class of a five-character code; empty for any other text.
  static String classOf(String code) {
    return code.length() == 5 ? code.substring(0, 2) : "";
  }

  private static String firstFilled(
      String own, SqlStateTable.@Nullable Row ofClass, boolean inStatement) {
    if (!own.isEmpty() || ofClass == null) {
      return own;
    }
    return inStatement ? ofClass.inStatement() : ofClass.hint();
  }
}
