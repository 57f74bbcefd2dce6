package dev.tusk.core.guard;

import dev.tusk.core.guard.StatementEffect.Degree;
import java.util.Locale;
import java.util.Set;

/// Reads the effect of one statement off its words. What is not listed as reading writes.
final class EffectReader {
  private static final Set<String> DML = Set.of("insert", "update", "delete", "merge");

  private static final Set<String> DANGEROUS =
      Set.of("drop", "truncate", "alter", "grant", "revoke", "reassign", "load");

  private static final Set<String> READING =
      Set.of(
          "select",
          "values",
          "table",
          "show",
          "fetch",
          "move",
          "close",
          "declare",
          "deallocate",
          "listen",
          "unlisten",
          "commit",
          "end",
          "rollback",
          "abort",
          "savepoint",
          "release");

  private static final Set<String> TRUE = Set.of("on", "true", "yes", "1");
  private static final Set<String> FALSE = Set.of("off", "false", "no", "0");

  private final Words words;

  EffectReader(Words words) {
    this.words = words;
  }

  StatementEffect read() {
    return words.size() == 0 ? StatementEffect.READ : statement(0);
  }

  /// The statement that begins at a position and goes on to the end.
  private StatementEffect statement(int from) {
    int at = from;
    while (words.is(at, '(')) {
      at++;
    }
    String verb = words.keyword(at);
    return switch (verb) {
      case "explain" -> explain(at + 1);
      case "set" -> Lifting.set(words, at + 1).or(parts(at));
      case "reset" -> Lifting.reset(words, at + 1);
      case "discard" -> Lifting.discard(words, at + 1);
      case "begin", "start" -> Lifting.begin(words, at + 1);
      case "prepare" -> prepare(at);
      case "execute" ->
          new StatementEffect(
              Degree.UNKNOWN, "EXECUTE runs the prepared statement " + words.name(at + 1));
      case "do" -> dangerous("DO runs code that Tusk does not look into");
      case "call" -> dangerous("CALL runs the procedure " + words.name(at + 1));
      case "copy" -> words.is(at + 1, '(') ? copy(at).or(parts(at + 1)) : copy(at);
      case "with" -> with(at);
      default -> {
        if (DML.contains(verb)) {
          yield dml(at).or(parts(at + 1));
        }
        if (READING.contains(verb)) {
          yield words.is(at + 1, "prepared") ? writes("two-phase " + verb) : parts(at);
        }
        if (DANGEROUS.contains(verb)) {
          yield dangerous(upper(verb) + " " + rest(at + 1));
        }
        yield writes(verb.isEmpty() ? words.text(at) : upper(verb));
      }
    };
  }

  private static StatementEffect writes(String what) {
    return new StatementEffect(Degree.WRITES, what + " writes");
  }

  private static StatementEffect dangerous(String what) {
    return new StatementEffect(Degree.DANGEROUS, what);
  }

  private static String upper(String keyword) {
    return keyword.toUpperCase(Locale.ROOT);
  }

  /// The next words, for people.
  private String rest(int from) {
    StringBuilder rest = new StringBuilder();
    for (int at = from; at < words.size() && at < from + 8; at++) {
      boolean close = words.is(at, '.') || words.is(at - 1, '.') || words.is(at, ',');
      rest.append(at == from || close ? "" : " ").append(words.text(at));
    }
    return words.size() > from + 8 ? rest.append(" …").toString() : rest.toString();
  }

  /// What stands inside: data-modifying parts, `INTO`, row locks, and functions that write.
  private StatementEffect parts(int from) {
    StatementEffect effect = StatementEffect.READ;
    for (int at = from; at < words.size(); at++) {
      if (words.is(at, '(') && beginsDml(at + 1)) {
        effect = effect.or(dml(at + 1));
      } else if (words.is(at, "into") && !words.isLabel(at) && !words.isOneOf(at - 1, DML)) {
        effect = effect.or(writes("SELECT INTO"));
      } else if (words.is(at, "for") && locksRows(at + 1)) {
        effect = effect.or(new StatementEffect(Degree.WRITES, "SELECT … FOR UPDATE locks rows"));
      } else if (words.is(at, '(') && words.isWord(at - 1)) {
        effect = effect.or(Functions.call(words, at - 1));
      }
    }
    return effect;
  }

  private boolean locksRows(int at) {
    return switch (words.keyword(at)) {
      case "update", "share" -> true;
      case "no", "key" -> words.is(at + 1, "key") || words.is(at + 1, "share");
      default -> false;
    };
  }

  private boolean beginsDml(int at) {
    return switch (words.keyword(at)) {
      case "insert", "merge" -> words.is(at + 1, "into");
      case "delete" -> words.is(at + 1, "from");
      case "update" -> words.isWord(at + 1);
      default -> false;
    };
  }

  /// A statement that changes rows, whose verb stands there.
  private StatementEffect dml(int at) {
    String verb = words.keyword(at);
    int end = words.endOfScope(at);
    int target = verb.equals("update") ? at + 1 : at + 2;
    if (words.is(target, "only")) {
      target++;
    }
    String table = words.name(target);
    switch (verb) {
      case "update", "delete" -> {
        if (choosesNothing(words.find("where", words.depth(at), at, end), end)) {
          return dangerous(
              verb.equals("update")
                  ? "UPDATE without WHERE changes every row of " + table
                  : "DELETE without WHERE deletes every row of " + table);
        }
      }
      case "merge" -> {
        if (words.find("delete", words.depth(at), at, end) >= 0) {
          return dangerous("MERGE deletes rows of " + table);
        }
      }
      default -> {}
    }
    return new StatementEffect(Degree.WRITES, upper(verb) + " writes to " + table);
  }

  /// Whether there is no condition, or one that is true of every row: `true`, `1 = 1`.
  private boolean choosesNothing(int where, int end) {
    if (where < 0) {
      return true;
    }
    int returning = words.find("returning", words.depth(where), where, end);
    int last = returning < 0 ? end : returning;
    boolean alwaysTrue = last == where + 2 && words.is(where + 1, "true");
    boolean equalNumbers =
        last == where + 4
            && words.isNumber(where + 1)
            && words.is(where + 2, '=')
            && words.text(where + 1).equals(words.text(where + 3));
    return alwaysTrue || equalNumbers;
  }

  /// The main statement stands behind the common table expressions, which [#parts] looks into.
  private StatementEffect with(int from) {
    int depth = words.depth(from);
    StatementEffect effect = parts(from);
    for (int at = from + 1; at < words.size(); at++) {
      boolean lock = words.is(at - 1, "for") || words.is(at - 1, "key");
      if (words.depth(at) == depth && !words.isLabel(at) && !lock && beginsDml(at)) {
        return effect.or(dml(at));
      }
    }
    return effect;
  }

  private StatementEffect explain(int from) {
    int at = from;
    boolean runs = false;
    if (words.is(at, '(')) {
      int end = words.endOfScope(at);
      for (; at < end; at++) {
        boolean analyze = words.is(at, "analyze") || words.is(at, "analyse");
        runs |= analyze && !FALSE.contains(words.value(at + 1));
      }
      at++;
    }
    while (words.is(at, "analyze") || words.is(at, "analyse") || words.is(at, "verbose")) {
      runs |= !words.is(at, "verbose");
      at++;
    }
    if (!runs) {
      return StatementEffect.READ;
    }
    StatementEffect effect = statement(at);
    return new StatementEffect(effect.degree(), "EXPLAIN ANALYZE runs it: " + effect.what());
  }

  private StatementEffect prepare(int at) {
    if (words.is(at + 1, "transaction")) {
      return writes("PREPARE TRANSACTION");
    }
    int as = words.find("as", words.depth(at), at, words.size());
    return as < 0 ? writes("PREPARE") : statement(as + 1);
  }

  private StatementEffect copy(int at) {
    for (int i = at + 1; i < words.size(); i++) {
      if (words.depth(i) > words.depth(at) || words.isLabel(i)) {
        continue;
      }
      if (words.is(i, "from")) {
        return dangerous("COPY FROM adds rows to " + words.name(at + 1));
      }
      if (words.is(i, "to")) {
        boolean client = words.is(i + 1, "stdout") || words.is(i + 1, "stdin");
        return client
            ? StatementEffect.READ
            : dangerous(
                words.is(i + 1, "program")
                    ? "COPY TO PROGRAM runs a program on the server"
                    : "COPY TO writes a file on the server");
      }
    }
    return writes("COPY");
  }

  /// Whether a setting's value says yes.
  static boolean isTrue(String value) {
    return TRUE.contains(value);
  }
}
