package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.SqlToken;
import dev.tusk.core.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds settings that the driver would not survive in a text, before it is sent: it closes the
/// connection when the server reports them.
///
/// Looks at every statement of the text, at each `set_config`, `UPDATE pg_settings` and into `DO`
/// blocks; what a function sets, or a name that is put together while it runs, is not found.
public final class UnbearableSettings {
  /// What stands before a statement in a `DO` block.
  private static final Set<String> BEFORE_STATEMENT =
      Set.of("", ";", "begin", "then", "else", "loop", ">>");

  /// What is only defined, not executed.
  private static final Set<String> DEFINED = Set.of("function", "procedure", "view", "rule");

  private static final int DEEPEST = 3;

  private final List<Word> words = new ArrayList<>();
  private final int depth;

  /// A token that counts.
  ///
  /// @param text in lower case; of a string what it says, as written
  private record Word(TokenKind kind, String text) {
    boolean is(String other) {
      return !kind.isString() && text.equals(other);
    }
  }

  private static final Word NONE = new Word(TokenKind.TERMINATOR, "");

  private UnbearableSettings(String sql, int depth) {
    this.depth = depth;
    SqlLexer lexer = new SqlLexer(sql);
    while (lexer.next()) {
      SqlToken token = lexer.token();
      if (!token.kind().isIgnored()) {
        words.add(word(token.kind(), token.in(sql)));
      }
    }
  }

  /// Refuses a text with such a setting.
  ///
  /// @throws TuskException with a NotSent that names it
  public static void refuse(String sql) {
    new UnbearableSettings(sql, 0).refuse();
  }

  /// Says of a link that has ended that it was such a setting, if it was.
  ///
  /// @param stake whether it is not known what became of the statement
  /// @throws TuskException with a LinkLost, or an OutcomeUnknown
  static void explain(PgLink link, boolean stake) {
    String setting = "";
    if (!link.parameter("DateStyle", "ISO").startsWith("ISO")) {
      setting = "DateStyle to " + link.parameter("DateStyle", "");
    } else if (!link.parameter("client_encoding", "UTF8").equals("UTF8")) {
      setting = "client_encoding to " + link.parameter("client_encoding", "");
    }
    if (link.isOpen() || setting.isEmpty()) {
      return;
    }
    String message =
        "The statement set " + setting + ", with which Tusk cannot go on; the session was closed";
    throw new TuskException(
        stake
            ? new TuskError.OutcomeUnknown(
                message
                    + ". Whether the statement took effect is unknown: check before you run it"
                    + " again")
            : new TuskError.LinkLost(message, null));
  }

  private static Word word(TokenKind kind, String text) {
    if (kind == TokenKind.DOLLAR_STRING) {
      int tag = text.indexOf('$', 1) + 1;
      int end = text.length() >= 2 * tag ? text.length() - tag : text.length();
      return new Word(kind, text.substring(Math.min(tag, end), end));
    }
    if (kind.isString() || kind == TokenKind.QUOTED_IDENTIFIER) {
      char quote = kind.isString() ? '\'' : '"';
      int from = text.indexOf(quote) + 1;
      int end = text.endsWith(String.valueOf(quote)) && text.length() > from ? 1 : 0;
      String inside = text.substring(from, text.length() - end);
      String plain = inside.replace(String.valueOf(quote).repeat(2), String.valueOf(quote));
      return new Word(kind, kind == TokenKind.ESCAPE_STRING ? plain.replace("\\", "") : plain);
    }
    return new Word(kind, text.toLowerCase(Locale.ROOT));
  }

  private Word at(int index) {
    return index >= 0 && index < words.size() ? words.get(index) : NONE;
  }

  private void refuse() {
    int start = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.kind() == TokenKind.TERMINATOR) {
        start = i + 1;
      } else if (word.is("set") && BEFORE_STATEMENT.contains(at(i - 1).text())) {
        assignment(i + 1);
      } else if (word.text().equals("set_config") && at(i + 1).is("(") && !isDefined(start)) {
        call(i + 2);
      } else if (word.is("pg_settings") && at(start).is("update")) {
        update(i);
      } else if (word.kind().isString()
          && (at(start).is("do") || (depth > 0 && at(i - 1).is("execute")))
          && depth < DEEPEST) {
        new UnbearableSettings(word.text(), depth + 1).refuse();
      }
    }
  }

  private boolean isDefined(int start) {
    return at(start).is("create")
        && words.subList(start, Math.min(words.size(), start + 5)).stream()
            .anyMatch(word -> DEFINED.contains(word.text()));
  }

  /// `SET [SESSION | LOCAL] name { = | TO } value, …`, or `SET NAMES value`.
  private void assignment(int from) {
    int name = at(from).is("session") || at(from).is("local") ? from + 1 : from;
    boolean names = at(name).is("names");
    int value = names ? name + 1 : name + 2;
    StringBuilder values = new StringBuilder();
    for (int i = value; i < words.size() && !at(i).is(";"); i++) {
      values.append(values.isEmpty() ? "" : " ").append(at(i).text());
    }
    check(names ? "client_encoding" : at(name).text(), values.toString());
  }

  /// The arguments of `set_config`, the first two of which are looked at when they are constants.
  private void call(int from) {
    List<String> arguments = new ArrayList<>(List.of("", ""));
    int parens = 0;
    int argument = 0;
    for (int i = from; i < words.size() && parens >= 0 && argument < 2; i++) {
      Word word = words.get(i);
      if (word.is("(")) {
        parens++;
      } else if (word.is(")")) {
        parens--;
      } else if (word.is(",") && parens == 0) {
        argument++;
      } else if (word.kind().isString() && arguments.get(argument).isEmpty()) {
        arguments.set(argument, word.text());
      }
    }
    check(arguments.getFirst(), arguments.getLast());
  }

  /// `UPDATE pg_settings SET setting = 'value' WHERE name = 'name'`.
  private void update(int from) {
    String name = "";
    String value = "";
    for (int i = from; i < words.size() && words.get(i).kind() != TokenKind.TERMINATOR; i++) {
      if (at(i).kind().isString() && at(i - 1).is("=")) {
        if (at(i - 2).is("name")) {
          name = at(i).text();
        } else if (at(i - 2).is("setting")) {
          value = at(i).text();
        }
      }
    }
    check(name, value);
  }

  private void check(String setting, String asked) {
    String value = asked.strip().toUpperCase(Locale.ROOT);
    switch (setting.toLowerCase(Locale.ROOT)) {
      case "datestyle" -> {
        if (value.contains("GERMAN") || value.contains("SQL") || value.contains("POSTGRES")) {
          throw refused(
              "Tusk shows dates in the ISO style only; DateStyle " + value + " was not sent",
              "Set ISO with the order you like, for example SET datestyle = 'ISO, DMY', or"
                  + " format with to_char");
        }
      }
      case "standard_conforming_strings" -> {
        // What a block sets is put back behind it.
        if (depth == 0
            && (value.startsWith("OF")
                || value.startsWith("F")
                || value.startsWith("N")
                || value.equals("0"))) {
          throw refused(
              "Tusk tells where a string ends by the SQL standard; standard_conforming_strings = "
                  + value
                  + " was not sent",
              "Write E'…' for a string in which a backslash escapes.");
        }
      }
      case "client_encoding" -> {
        // The server reports UNICODE in capitals as it was written, and that is not UTF8.
        String plain = value.replaceAll("[^A-Z0-9]", "");
        if (!Set.of("UTF8", "UNICODE", "DEFAULT", "").contains(plain)
            || asked.strip().equals("UNICODE")) {
          throw refused(
              "Tusk speaks UTF8 with the server; client_encoding " + value + " was not sent",
              "Leave client_encoding at UTF8; use convert_to(text, '" + value + "') for bytes");
        }
      }
      default -> {
        // Everything else the driver bears.
      }
    }
  }

  private static TuskException refused(String message, String next) {
    return new TuskException(new TuskError.NotSent(message, next));
  }
}
