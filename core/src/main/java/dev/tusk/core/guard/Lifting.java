package dev.tusk.core.guard;

import dev.tusk.core.guard.StatementEffect.Degree;
import java.util.Set;

/// Statements that would give a session back the right to write, or let it be somebody else.
final class Lifting {
  /// Settings that stand between a session and its writes; each must stay on.
  private static final Set<String> KEPT_ON =
      Set.of(
          "transaction_read_only", "default_transaction_read_only", "standard_conforming_strings");

  /// Settings that make somebody else of the session's user.
  private static final Set<String> IDENTITY = Set.of("role", "session_authorization");

  private Lifting() {}

  /// Whether a call of `set_config` or an `UPDATE` of this setting may lift something.
  static boolean concerns(String setting) {
    return KEPT_ON.contains(setting) || IDENTITY.contains(setting);
  }

  private static StatementEffect lifts(String what) {
    return new StatementEffect(Degree.LIFTS, what);
  }

  /// What follows `SET`.
  static StatementEffect set(Words words, int from) {
    int at = from;
    if (words.is(at, "session") && words.is(at + 1, "characteristics")) {
      return begin(words, at);
    }
    if (words.is(at, "session") && words.is(at + 1, "authorization")) {
      return lifts("SET SESSION AUTHORIZATION changes who writes");
    }
    if (words.is(at, "session") || words.is(at, "local")) {
      at++;
    }
    if (words.is(at, "transaction")) {
      return begin(words, at);
    }
    if (words.isUnreadableName(at)) {
      return lifts("SET " + words.text(at) + " may change what guards the connection");
    }
    String name = words.value(at);
    if (IDENTITY.contains(name)) {
      return lifts("SET " + name + " changes who writes");
    }
    boolean last = at + 3 == words.size();
    if (KEPT_ON.contains(name) && !(last && EffectReader.isTrue(words.value(at + 2)))) {
      return lifts("SET " + name + " takes the guard away");
    }
    return StatementEffect.READ;
  }

  /// What follows `RESET`.
  static StatementEffect reset(Words words, int from) {
    String name = words.value(from);
    boolean lifts =
        words.is(from, "all")
            || words.is(from, "session")
            || words.isUnreadableName(from)
            || concerns(name);
    return lifts
        ? lifts("RESET " + words.text(from) + " takes the guard away")
        : StatementEffect.READ;
  }

  /// What follows `DISCARD`.
  static StatementEffect discard(Words words, int from) {
    return words.is(from, "all") ? lifts("DISCARD ALL takes the guard away") : StatementEffect.READ;
  }

  /// What follows `BEGIN` or `START`, or the modes of `SET TRANSACTION`.
  static StatementEffect begin(Words words, int from) {
    for (int at = from; at < words.size(); at++) {
      if (words.is(at, "write")) {
        return lifts("READ WRITE takes the guard away");
      }
    }
    return StatementEffect.READ;
  }
}
