package dev.tusk.core.sql;

import org.jspecify.annotations.Nullable;

/// One statement of a script: `start` to `end` is exactly what to send, from its first to its last
/// significant character, comments inside kept, the closing semicolon left out. A leading optimizer
/// hint (`/*+ … */`) belongs to it.
///
/// @param terminatorEnd the offset behind the semicolon; `end` when there is none
/// @param terminated whether a semicolon ends it
/// @param command its first words in upper case, at most three: `CREATE OR REPLACE`
/// @param copyData the data of a `COPY … FROM STDIN`, null for every other statement
public record Statement(
    int start,
    int end,
    int line,
    int terminatorEnd,
    boolean terminated,
    StatementKind kind,
    String command,
    @Nullable CopyData copyData)
    implements ScriptItem {

  /// The statement's text in the script that it was split from.
  public String in(CharSequence script) {
    return script.subSequence(start, end).toString();
  }

  /// The offset behind everything that belongs to it: semicolon and `COPY` data.
  public int fullEnd() {
    return copyData == null ? terminatorEnd : Math.max(terminatorEnd, copyData.end());
  }

  Statement withCopyData(int from, int to) {
    return new Statement(
        start, end, line, terminatorEnd, terminated, kind, command, new CopyData(from, to));
  }
}
