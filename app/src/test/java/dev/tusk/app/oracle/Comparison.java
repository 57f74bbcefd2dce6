package dev.tusk.app.oracle;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/// Where Tusk and psql differ, each place described by its first difference.
final class Comparison {
  private static final int EXCERPT = 300;

  /// What is compared.
  enum Aspect {
    OUTPUT,
    STATEMENTS,
    MESSAGES
  }

  private Comparison() {}

  /// The aspects that differ, with what differs first; empty when all is equal.
  static Map<Aspect, String> differences(Observed tusk, Observed psql) {
    Map<Aspect, String> found = new EnumMap<>(Aspect.class);
    if (!tusk.output().equals(psql.output())) {
      found.put(Aspect.OUTPUT, output(tusk.output(), psql.output()));
    }
    String statements = lists(tusk.statements(), psql.statements(), (t, p) -> Edges.equal(p, t));
    if (!statements.isEmpty()) {
      found.put(Aspect.STATEMENTS, statements);
    }
    String messages = lists(tusk.messages(), psql.messages(), Object::equals);
    if (!messages.isEmpty()) {
      found.put(Aspect.MESSAGES, messages);
    }
    return found;
  }

  private static String output(String tusk, String psql) {
    int both = Math.min(tusk.length(), psql.length());
    int at = 0;
    while (at < both && tusk.charAt(at) == psql.charAt(at)) {
      at++;
    }
    int line = tusk.lastIndexOf('\n', at - 1) + 1;
    return "from byte " + at + "\n  Tusk: " + cut(tusk, line) + "\n  psql: " + cut(psql, line);
  }

  private static String cut(String bytes, int from) {
    String part = bytes.substring(from, Math.min(bytes.length(), from + EXCERPT));
    return new String(part.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .replace("\r", "\\r")
        .replace("\n", "\\n");
  }

  private static <T> String lists(List<T> tusk, List<T> psql, BiPredicate<T, T> same) {
    int both = Math.min(tusk.size(), psql.size());
    int at = 0;
    while (at < both && same.test(tusk.get(at), psql.get(at))) {
      at++;
    }
    if (at == tusk.size() && at == psql.size()) {
      return "";
    }
    return "from number "
        + (at + 1)
        + " ("
        + tusk.size()
        + " against "
        + psql.size()
        + ")\n  Tusk: "
        + entry(tusk, at)
        + "\n  psql: "
        + entry(psql, at);
  }

  private static String entry(List<?> list, int at) {
    String text = at < list.size() ? String.valueOf(list.get(at)) : "(nothing)";
    return text.length() > EXCERPT * 3 ? text.substring(0, EXCERPT * 3) + "…" : text;
  }
}
