package dev.tusk.core.result;

import dev.tusk.core.result.CellCondition.Reading;
import dev.tusk.core.result.CellCondition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a condition from a text. For one text.
final class ConditionReader {
  /// The longer before those that they begin with.
  private static final List<String> SIGNS =
      List.of("<=", ">=", "<>", "!=", "!~*", "!~", "~*", "<", ">", "=", "~");

  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "<", Relation.LESS,
          "<=", Relation.LESS_OR_EQUAL,
          "=", Relation.EQUAL,
          ">=", Relation.GREATER_OR_EQUAL,
          ">", Relation.GREATER,
          "<>", Relation.NOT_EQUAL,
          "!=", Relation.NOT_EQUAL);

  private static final int DEEPEST = 100;

  private final String text;
  private final ResultColumn column;
  private int at;
  private int depth;

  ConditionReader(String text, ResultColumn column) {
    this.text = text;
    this.column = column;
  }

  Reading read() {
    try {
      skip();
      CellCondition condition = begins() ? any() : holds();
      if (at < text.length()) {
        throw new Wrong("What is '" + text.substring(at) + "'? Write and, or, or nothing", at);
      }
      return new Reading.Understood(condition);
    } catch (Wrong wrong) {
      return new Reading.NotUnderstood(wrong.why, wrong.at);
    }
  }

  /// Whether the text begins as a condition does and not with what is looked for.
  private boolean begins() {
    if (text.startsWith("(", at) || SIGNS.stream().anyMatch(sign -> text.startsWith(sign, at))) {
      return true;
    }
    int start = at;
    boolean not = word("not");
    boolean begins =
        word("is") || word("between") || word("like") || word("ilike") || opens("in") || opens("");
    begins |= not && (word("not") || SIGNS.stream().anyMatch(sign -> text.startsWith(sign, at)));
    at = start;
    return begins;
  }

  private boolean opens(String word) {
    int start = at;
    boolean opens = (word.isEmpty() || word(word)) && text.startsWith("(", at);
    at = start;
    return opens;
  }

  private CellCondition holds() {
    String wanted = text.startsWith("'", at) ? value("what is looked for") : text.substring(at);
    if (!text.startsWith("'", at)) {
      at = text.length();
    }
    if (wanted.isBlank()) {
      throw new Wrong("Write a condition, for example > 10, or a text to look for", 0);
    }
    return new CellCondition.Holds(wanted.strip());
  }

  private CellCondition any() {
    List<CellCondition> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (word("or"));
    return parts.size() == 1 ? parts.getFirst() : new CellCondition.Any(parts);
  }

  private CellCondition all() {
    List<CellCondition> parts = new ArrayList<>();
    do {
      parts.add(one());
    } while (word("and"));
    return parts.size() == 1 ? parts.getFirst() : new CellCondition.All(parts);
  }

  private CellCondition one() {
    if (++depth > DEEPEST) {
      throw new Wrong("This is nested too deeply", at);
    }
    try {
      if (word("not")) {
        return new CellCondition.Not(one());
      }
      if (sign("(")) {
        CellCondition inner = any();
        expect(")");
        return inner;
      }
      return comparison();
    } finally {
      depth--;
    }
  }

  private CellCondition comparison() {
    for (String sign : SIGNS) {
      if (sign(sign)) {
        return sign.contains("~") ? matches(sign) : compared(sign);
      }
    }
    if (word("is")) {
      return is();
    }
    if (word("between")) {
      CellCondition least = checked(Relation.GREATER_OR_EQUAL, value("between"));
      if (!word("and")) {
        throw new Wrong("Between which values? Write between … and …", at);
      }
      return new CellCondition.All(
          List.of(least, checked(Relation.LESS_OR_EQUAL, value("between"))));
    }
    if (word("in")) {
      expect("(");
      List<CellCondition> each = new ArrayList<>();
      do {
        each.add(checked(Relation.EQUAL, value("in", true)));
      } while (sign(","));
      expect(")");
      return new CellCondition.Any(each);
    }
    if (word("like")) {
      return new CellCondition.Matches(like(value("like")), false, true);
    }
    if (word("ilike")) {
      return new CellCondition.Matches(like(value("ilike")), true, true);
    }
    throw new Wrong("A condition is missing here, for example > 10", at);
  }

  private CellCondition compared(String sign) {
    int start = at;
    String value = value(sign);
    if (value.equalsIgnoreCase("null") && text.charAt(Math.max(start, at - 1)) != '\'') {
      throw new Wrong("Nothing is " + sign + " NULL: write is null or is not null", start);
    }
    return checked(RELATIONS.getOrDefault(sign, Relation.EQUAL), value);
  }

  private CellCondition checked(Relation relation, String value) {
    String why = Comparand.refusal(column, value);
    if (!why.isEmpty()) {
      throw new Wrong(why, Math.max(0, at - value.length()));
    }
    return new CellCondition.Compared(relation, value);
  }

  private CellCondition is() {
    boolean not = word("not");
    CellCondition condition;
    if (word("null")) {
      condition = new CellCondition.IsNull();
    } else if (word("true")) {
      condition = new CellCondition.Not(new CellCondition.Distinct("t"));
    } else if (word("false")) {
      condition = new CellCondition.Not(new CellCondition.Distinct("f"));
    } else if (word("distinct") && word("from")) {
      String value = value("is distinct from");
      CellCondition allowed = checked(Relation.EQUAL, value);
      condition =
          new CellCondition.Any(
              List.of(new CellCondition.IsNull(), new CellCondition.Not(allowed)));
    } else {
      throw new Wrong("Is what? Write is null, is true, is false or is distinct from …", at);
    }
    return not ? new CellCondition.Not(condition) : condition;
  }

  private CellCondition matches(String sign) {
    int start = at;
    String regex = value(sign);
    try {
      var _ = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new Wrong("This is no pattern: " + e.getDescription(), start);
    }
    CellCondition condition = new CellCondition.Matches(regex, sign.endsWith("*"), false);
    return sign.startsWith("!") ? new CellCondition.Not(condition) : condition;
  }

  /// The pattern of LIKE as a regular expression.
  private static String like(String pattern) {
    StringBuilder regex = new StringBuilder("(?s)");
    boolean literal = false;
    for (int point : pattern.codePoints().toArray()) {
      if (!literal && point == '\\') {
        literal = true;
        continue;
      }
      String plain = Pattern.quote(Character.toString(point));
      regex.append(literal ? plain : point == '%' ? ".*" : point == '_' ? "." : plain);
      literal = false;
    }
    return regex.toString();
  }

  private String value(String of) {
    return value(of, false);
  }

  /// A text in quotes, else everything up to `and`, `or`, a parenthesis that closes, or the end.
  private String value(String of, boolean listed) {
    skip();
    if (text.startsWith("'", at)) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !ends(listed)) {
      at++;
    }
    String value = text.substring(start, at).strip();
    if (value.isEmpty()) {
      throw new Wrong("A value is missing behind " + of, start);
    }
    return value;
  }

  private boolean ends(boolean listed) {
    char c = text.charAt(at);
    if (c == ')' && (listed || depth > 1)) {
      return true;
    }
    if (c == ',' && listed) {
      return true;
    }
    if (!Character.isWhitespace(c)) {
      return false;
    }
    int here = at;
    boolean joined = word("and") || word("or");
    at = here;
    return joined;
  }

  private String quoted() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        value.append(c);
      } else if (text.startsWith("'", at)) {
        value.append(c);
        at++;
      } else {
        skip();
        return value.toString();
      }
    }
    throw new Wrong("The quote that begins here does not end", start);
  }

  private boolean sign(String sign) {
    skip();
    if (!text.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  /// Takes a word, in capitals or not, when it comes next as a whole.
  private boolean word(String word) {
    skip();
    int end = at + word.length();
    if (end > text.length()
        || !text.substring(at, end).toLowerCase(Locale.ROOT).equals(word)
        || (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end)))) {
      return false;
    }
    at = end;
    skip();
    return true;
  }

  private void expect(String sign) {
    if (!sign(sign)) {
      throw new Wrong("'" + sign + "' is missing here", at);
    }
    skip();
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// Leads out of the reader, and no farther.
  private static final class Wrong extends RuntimeException {
    private final String why;
    private final int at;

    Wrong(String why, int at) {
      super(why, null, false, false);
      this.why = why;
      this.at = at;
    }
  }
}
