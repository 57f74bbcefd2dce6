package dev.tusk.core.guard;

import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.ScriptItem;
import dev.tusk.core.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a statement may do, as far as its words tell. When they do not tell, it is the worse.
///
/// @param what for people, for example `UPDATE without WHERE changes every row of shop.orders`
public record StatementEffect(Degree degree, String what) {
  /// How much, each more than the one before.
  public enum Degree {
    /// It changes nothing that outlives the session.
    READS,
    /// It runs something that may write; in a read-only transaction the server decides.
    UNKNOWN,
    /// It changes data or objects.
    WRITES,
    /// It changes or drops much at once, or does what nobody can see in its words.
    DANGEROUS,
    /// It would take away what keeps the session from writing.
    LIFTS;

    /// Whether it is as much as `other`, or more.
    public boolean atLeast(Degree other) {
      return compareTo(other) >= 0;
    }
  }

  static final StatementEffect READ = new StatementEffect(Degree.READS, "It reads");

  /// The effects of a text's statements, in their order; of an empty text none.
  public static List<StatementEffect> of(String text) {
    List<StatementEffect> effects = new ArrayList<>();
    for (ScriptItem item : Script.of(text).items()) {
      effects.add(
          item instanceof Statement statement
              ? of(text, statement)
              : new StatementEffect(Degree.DANGEROUS, "Tusk does not know what psql would do"));
    }
    return effects;
  }

  /// The effect of one statement of a script.
  public static StatementEffect of(CharSequence script, Statement statement) {
    return new EffectReader(Words.of(script, statement.start(), statement.end())).read();
  }

  /// The one that does more; of equals the first.
  StatementEffect or(StatementEffect other) {
    return other.degree.compareTo(degree) > 0 ? other : this;
  }
}
