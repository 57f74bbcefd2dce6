package dev.tusk.postgres.session;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the session has to know of a statement's text: its verb, whether it copies, what it
/// sets.
final class StatementText {
  private static final Set<String> MAIN_VERBS =
      Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE");

  /// Verbs that change no data, so that a lost link leaves nothing in doubt.
  private static final Set<String> HARMLESS =
      Set.of(
          "SELECT",
          "VALUES",
          "TABLE",
          "SHOW",
          "EXPLAIN",
          "FETCH",
          "MOVE",
          "CLOSE",
          "BEGIN",
          "START",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE",
          "SET",
          "RESET",
          "LISTEN",
          "UNLISTEN",
          "DISCARD",
          "DECLARE",
          "PREPARE",
          "DEALLOCATE",
          "CHECKPOINT",
          "LOCK",
          "");

  private final List<String> words;

  StatementText(String sql) {
    this.words = TopLevelWords.of(sql);
  }

  /// The word that says what the statement does: of `WITH … INSERT` it is `INSERT`.
  String verb() {
    String first = word(0);
    if (first.equals("(")) {
      return "SELECT";
    }
    if (first.equals("WITH")) {
      for (int i = 1; i < words.size(); i++) {
        if (MAIN_VERBS.contains(word(i)) && !word(i + 1).equals("AS")) {
          return word(i);
        }
      }
    }
    return first;
  }

  /// The command tag of a statement that returned `rows`, as the server makes it.
  ///
  /// Only for portals read in several pieces: there the server's tag counts the last piece alone.
  String tag(long rows) {
    return switch (verb()) {
      case "VALUES", "TABLE", "EXECUTE", "" -> "SELECT " + rows;
      case "INSERT" -> "INSERT 0 " + rows;
      case "SHOW" -> "SHOW";
      case "EXPLAIN" -> "EXPLAIN";
      case "CALL" -> "CALL";
      case String verb -> verb + " " + rows;
    };
  }

  boolean copiesIn() {
    return isCopy() && copies("FROM");
  }

  boolean copiesOut() {
    return isCopy() && copies("TO");
  }

  /// Whether it may end the transaction with its changes kept.
  boolean commits() {
    return switch (word(0)) {
      case "COMMIT", "END" -> true;
      case "PREPARE" -> word(1).equals("TRANSACTION");
      default -> false;
    };
  }

  /// Whether it ends the transaction, or a part of it.
  boolean endsTransaction() {
    return switch (word(0)) {
      case "COMMIT", "END", "ROLLBACK", "ABORT" -> true;
      default -> false;
    };
  }

  /// Whether it changes nothing that could be kept.
  boolean isHarmless() {
    return HARMLESS.contains(verb()) && !commits();
  }

  /// Which of `names` the statement sets back to what the driver, not the person, asked for at
  /// start.
  Set<String> resetSettings(Collection<String> names) {
    int name = word(1).equals("SESSION") || isLocal() ? 2 : 1;
    Set<String> reset = new HashSet<>(names);
    switch (word(0)) {
      case "RESET" -> {
        if (!word(1).equals("ALL")) {
          reset.retainAll(Set.of(setting(1)));
        }
      }
      case "DISCARD" -> {
        if (!word(1).equals("ALL")) {
          reset.clear();
        }
      }
      case "SET" -> {
        String value = words.isEmpty() ? "" : words.getLast();
        reset.retainAll(value.equals("DEFAULT") ? Set.of(setting(name)) : Set.of());
      }
      default -> reset.clear();
    }
    return reset;
  }

  /// Whether it says itself what it sets.
  boolean isSet() {
    return word(0).equals("SET");
  }

  /// Whether it is a `SET LOCAL`.
  boolean isLocal() {
    return word(0).equals("SET") && word(1).equals("LOCAL");
  }

  private String setting(int index) {
    return word(index).replace("'", "").toLowerCase(Locale.ROOT);
  }

  private boolean isCopy() {
    return word(0).equals("COPY");
  }

  private boolean copies(String direction) {
    for (int i = 1; i + 1 < words.size(); i++) {
      if (word(i).equals(direction)) {
        return word(i + 1).equals("STDIN") || word(i + 1).equals("STDOUT");
      }
    }
    return false;
  }

  private String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }
}
