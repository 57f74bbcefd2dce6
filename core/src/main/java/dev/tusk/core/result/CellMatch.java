package dev.tusk.core.result;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.CellCondition.Relation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tries a condition on cells, in the three values of SQL. Confined to one thread.
interface CellMatch {

  /// What a condition comes to.
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean is) {
      return is ? TRUE : FALSE;
    }

    Truth not() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  Truth nul();

  /// `data` is read only, and only during the call.
  Truth value(byte[] data, int from, int to);

  /// Makes a test of a condition.
  ///
  /// @param cancellation ends also what takes long on a single cell
  static CellMatch of(CellCondition condition, ResultColumn column, Cancellation cancellation) {
    return switch (condition) {
      case CellCondition.Compared compared ->
          new Comparing(new Comparand(column, compared.value()), compared.relation());
      case CellCondition.IsNull isNull -> new Null();
      case CellCondition.Distinct distinct -> new Distinct(distinct.value());
      case CellCondition.Holds holds ->
          new Text(
              new TextMatch(new TextSearch(holds.text(), false, false)),
              column.kind() == ResultColumn.Kind.BOOLEAN);
      case CellCondition.Matches matches -> new Regex(matches, cancellation);
      case CellCondition.Not not -> new Not(of(not.condition(), column, cancellation));
      case CellCondition.All all ->
          new Joined(each(all.conditions(), column, cancellation), Truth.FALSE);
      case CellCondition.Any any ->
          new Joined(each(any.conditions(), column, cancellation), Truth.TRUE);
    };
  }

  private static CellMatch[] each(
      List<CellCondition> conditions, ResultColumn column, Cancellation cancellation) {
    return conditions.stream().map(c -> of(c, column, cancellation)).toArray(CellMatch[]::new);
  }

  /// `> 10`.
  record Comparing(Comparand with, Relation relation) implements CellMatch {
    @Override
    public Truth nul() {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      int order = with.compare(data, from, to);
      if (order == Integer.MIN_VALUE) {
        return Truth.UNKNOWN;
      }
      return Truth.of(
          switch (relation) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case EQUAL -> order == 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case GREATER -> order > 0;
            case NOT_EQUAL -> order != 0;
          });
    }
  }

  /// `is null`.
  record Null() implements CellMatch {
    @Override
    public Truth nul() {
      return Truth.TRUE;
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      return Truth.FALSE;
    }
  }

  /// Another value than this, to the byte.
  final class Distinct implements CellMatch {
    private final @Nullable TextMatch same;

    Distinct(@Nullable String value) {
      same = value == null ? null : new TextMatch(new TextSearch(value, true, true));
    }

    @Override
    public Truth nul() {
      return Truth.of(same != null);
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      TextMatch match = same;
      return Truth.of(match == null || !match.matches(data, from, to));
    }
  }

  /// A text in the cell; of a boolean, in the word that is shown.
  record Text(TextMatch match, boolean bool) implements CellMatch {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);

    @Override
    public Truth nul() {
      return Truth.FALSE;
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      if (bool && to - from == 1) {
        byte[] word = data[from] == 't' ? TRUE : FALSE;
        return Truth.of(match.matches(word, 0, word.length));
      }
      return Truth.of(match.matches(data, from, to));
    }
  }

  /// `~ regex`.
  final class Regex implements CellMatch {
    private final Matcher matcher;
    private final boolean whole;
    private final Cancellation cancellation;

    Regex(CellCondition.Matches matches, Cancellation cancellation) {
      int flags = matches.ignoreCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
      this.matcher = Pattern.compile(matches.regex(), flags).matcher("");
      this.whole = matches.whole();
      this.cancellation = cancellation;
    }

    @Override
    public Truth nul() {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      String text = new String(data, from, to - from, StandardCharsets.UTF_8);
      matcher.reset(new Stoppable(text, cancellation));
      try {
        return Truth.of(whole ? matcher.matches() : matcher.find());
      } catch (StackOverflowError e) {
        throw new IllegalStateException("The pattern goes too deep for a value", e);
      }
    }
  }

  /// A text that a pattern which would not end can be stopped in.
  final class Stoppable implements CharSequence {
    private static final int CHECK_EVERY = 1 << 16;
    private final String text;
    private final Cancellation cancellation;
    private int reads;

    Stoppable(String text, Cancellation cancellation) {
      this.text = text;
      this.cancellation = cancellation;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++reads % CHECK_EVERY == 0 && cancellation.isCancelled()) {
        throw new CancellationException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// `not`.
  record Not(CellMatch test) implements CellMatch {
    @Override
    public Truth nul() {
      return test.nul().not();
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      return test.value(data, from, to).not();
    }
  }

  /// `and`, which one false decides, or `or`, which one true decides.
  final class Joined implements CellMatch {
    private final CellMatch[] tests;
    private final Truth deciding;

    Joined(CellMatch[] tests, Truth deciding) {
      this.tests = tests;
      this.deciding = deciding;
    }

    @Override
    public Truth nul() {
      Truth sum = deciding.not();
      for (CellMatch test : tests) {
        sum = join(sum, test.nul());
      }
      return sum;
    }

    @Override
    public Truth value(byte[] data, int from, int to) {
      Truth sum = deciding.not();
      for (CellMatch test : tests) {
        sum = join(sum, test.value(data, from, to));
        if (sum == deciding) {
          return sum;
        }
      }
      return sum;
    }

    private Truth join(Truth one, Truth other) {
      return one == deciding || other == deciding
          ? deciding
          : one == Truth.UNKNOWN || other == Truth.UNKNOWN ? Truth.UNKNOWN : one;
    }
  }
}
