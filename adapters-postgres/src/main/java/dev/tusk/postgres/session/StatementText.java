package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the session has to know of a statement's text: its verb, whether it copies, whether the
/// driver would not survive it.
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

  private static final Pattern SET_CONFIG =
      Pattern.compile(
          "set_config\\s*\\(\\s*'(datestyle|client_encoding|standard_conforming_strings)'\\s*,\\s*'([^']*)'",
          Pattern.CASE_INSENSITIVE);

  private final String sql;
  private final List<String> words;

  StatementText(String sql) {
    this.sql = sql;
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
        boolean zone = word(name).equals("TIME") && word(name + 1).equals("ZONE");
        boolean toDefault = value.equals("DEFAULT") || (zone && value.equals("LOCAL"));
        reset.retainAll(toDefault ? Set.of(setting(name)) : Set.of());
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

  /// The name of the setting that begins at a word; `TIME ZONE` is another name of one.
  private String setting(int index) {
    if (word(index).equals("TIME") && word(index + 1).equals("ZONE")) {
      return "timezone";
    }
    return word(index).replace("'", "").toLowerCase(Locale.ROOT);
  }

  /// Refuses settings after which the driver closes the connection.
  ///
  /// @throws TuskException with a NotSent
  void refuseWhatBreaksTheLink() {
    if (word(0).equals("SET")) {
      int name = word(1).equals("SESSION") || word(1).equals("LOCAL") ? 2 : 1;
      refuse(
          word(name).replace("'", ""),
          words.subList(Math.min(words.size(), name + 1), words.size()));
      if (word(name).equals("NAMES")) {
        refuse("CLIENT_ENCODING", words.subList(name, words.size()));
      }
    }
    Matcher call = SET_CONFIG.matcher(sql);
    while (call.find()) {
      refuse(
          call.group(1).toUpperCase(Locale.ROOT),
          List.of("=", call.group(2).toUpperCase(Locale.ROOT)));
    }
  }

  private static void refuse(String name, List<String> rest) {
    String value =
        String.join(" ", rest.size() > 1 ? rest.subList(1, rest.size()) : List.of())
            .replace("'", "")
            .strip();
    if (name.equals("DATESTYLE") && !value.isEmpty()) {
      for (String other : List.of("GERMAN", "SQL", "POSTGRES")) {
        if (value.contains(other)) {
          throw new TuskException(
              new TuskError.NotSent(
                  "Tusk shows dates in the ISO style only; DateStyle " + value + " was not sent",
                  "Set ISO with the order you like, for example SET datestyle = 'ISO, DMY', or"
                      + " format with to_char"));
        }
      }
    }
    if (name.equals("STANDARD_CONFORMING_STRINGS")
        && (value.startsWith("OF")
            || value.startsWith("F")
            || value.startsWith("N")
            || value.equals("0"))) {
      throw new TuskException(
          new TuskError.NotSent(
              "Tusk tells where a string ends by the SQL standard; standard_conforming_strings = "
                  + value
                  + " was not sent",
              "Write E'…' for a string in which a backslash escapes"));
    }
    if (name.equals("CLIENT_ENCODING")
        && !value.isEmpty()
        && !Set.of("UTF8", "UTF-8", "UNICODE", "DEFAULT").contains(value)) {
      throw new TuskException(
          new TuskError.NotSent(
              "Tusk speaks UTF8 with the server; client_encoding " + value + " was not sent",
              "Leave client_encoding at UTF8; use convert_to(text, '" + value + "') for bytes"));
    }
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
