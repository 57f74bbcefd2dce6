package dev.tusk.swing.editor.text;

import dev.tusk.core.sql.KeywordCategory;
import dev.tusk.core.sql.Keywords;
import dev.tusk.core.sql.TokenKind;
import java.util.Locale;
import java.util.Set;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/// Chooses the colour of each token: keyword, function, type or plain name. PostgreSQL lets most
/// keywords be names too (`status`, `ref`, `name`), so only those that shape a statement are coloured.
final class WordColors {
  private static final Set<String> SHAPING =
      words(
          """
          abort add after aggregate alter always atomic attach begin by cache call cascade
          checkpoint close cluster comment commit concurrently conflict copy cube current cursor
          cycle database deallocate declare delete detach discard drop each enum escape execute
          exclude explain extension filter following function generated grouping groups if
          immutable including increment inherits insert instead isolation language level listen
          lock locked logged match matched materialized maxvalue merge minvalue nothing notify
          nowait nulls ordinality over overriding owner partition policy preceding prepare
          procedure publication range recursive refresh reindex release rename repeatable replace
          reset restart restrict returns revoke rollback rollup rule savepoint schema sequence
          serializable server sets share show skip stable start statistics stdin stdout stored
          strict subscription tablespace temp temporary transaction trigger truncate type
          unbounded uncommitted unlisten unlogged update vacuum values view volatile within work
          between exists interval row setof none using set
          """);
  private static final Set<String> TYPES =
      words(
          """
          bigint bit boolean bool bytea char character cidr circle citext date daterange dec
          decimal double float float4 float8 hstore inet int int2 int4 int4range int8 int8range
          integer json jsonb jsonpath line lseg macaddr money name national nchar numeric numrange
          oid path point polygon real regclass regproc regtype serial bigserial smallint
          smallserial text time timestamp timestamptz timetz tsquery tsrange tstzrange tsvector
          uuid varbit varchar xml
          """);
  private static final Set<String> NAME_FOLLOWS =
      words("into table join update references from index on view only as with");
  private static final Set<String> NOT_CALLED = words("values exists over filter row within by");

  private String before = "";
  private boolean cast;
  private boolean dot;

  void startLine() {
    before = "";
    cast = false;
    dot = false;
  }

  int type(TokenKind kind, CharSequence line, int start, int end) {
    var type =
        switch (kind) {
          case WHITESPACE -> TokenTypes.WHITESPACE;
          case LINE_COMMENT -> TokenTypes.COMMENT_EOL;
          case BLOCK_COMMENT -> TokenTypes.COMMENT_MULTILINE;
          case KEYWORD, IDENTIFIER -> word(line, start, end);
          case QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> TokenTypes.IDENTIFIER;
          case STRING,
              ESCAPE_STRING,
              UNICODE_STRING,
              BIT_STRING,
              HEX_STRING,
              NATIONAL_STRING,
              DOLLAR_STRING ->
              TokenTypes.LITERAL_CHAR;
          case NUMBER -> TokenTypes.LITERAL_NUMBER_DECIMAL_INT;
          case OPERATOR -> TokenTypes.OPERATOR;
          case PUNCTUATION, TERMINATOR -> separator(line, start, end);
          case PARAMETER -> TokenTypes.VARIABLE;
          case PSQL_COMMAND -> TokenTypes.PREPROCESSOR;
          case COPY_DATA, COPY_END -> TokenTypes.LITERAL_BACKQUOTE;
          case ERROR -> TokenTypes.ERROR_IDENTIFIER;
        };
    if (!kind.isIgnored()) {
      cast = kind == TokenKind.OPERATOR && text(line, start, end).equals("::");
      dot = kind == TokenKind.PUNCTUATION && line.charAt(start) == '.';
      before = kind.isWord() ? text(line, start, end) : "";
    }
    return type;
  }

  /// Brackets must be separators: the text area matches only those.
  private static int separator(CharSequence line, int start, int end) {
    var c = line.charAt(start);
    return end - start == 1 && "()[]".indexOf(c) >= 0 ? TokenTypes.SEPARATOR : TokenTypes.OPERATOR;
  }

  private int word(CharSequence line, int start, int end) {
    var word = text(line, start, end);
    var called = end < line.length() && line.charAt(end) == '(';
    var qualifies = end < line.length() && line.charAt(end) == '.';
    if (cast) {
      return TokenTypes.DATA_TYPE;
    }
    if (dot || qualifies) {
      return called && !NAME_FOLLOWS.contains(before)
          ? TokenTypes.FUNCTION
          : TokenTypes.IDENTIFIER;
    }
    var category = Keywords.category(word);
    if (category == KeywordCategory.RESERVED) {
      return TokenTypes.RESERVED_WORD;
    }
    if (TYPES.contains(word)) {
      return called || isTypePlace() ? TokenTypes.DATA_TYPE : TokenTypes.IDENTIFIER;
    }
    if (called && !NOT_CALLED.contains(word)) {
      return NAME_FOLLOWS.contains(before) ? TokenTypes.IDENTIFIER : TokenTypes.FUNCTION;
    }
    return category == KeywordCategory.TYPE_OR_FUNCTION || SHAPING.contains(word)
        ? TokenTypes.RESERVED_WORD
        : TokenTypes.IDENTIFIER;
  }

  /// A word like `date` or `text` is a type behind a column's name or `as`, a name behind a comma.
  private boolean isTypePlace() {
    return !before.isEmpty()
        && !before.equals("select")
        && !before.equals("by")
        && !before.equals("and")
        && !before.equals("or")
        && !before.equals("where")
        && !before.equals("on")
        && !before.equals("distinct");
  }

  private static String text(CharSequence line, int start, int end) {
    return line.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+", -1));
  }
}
