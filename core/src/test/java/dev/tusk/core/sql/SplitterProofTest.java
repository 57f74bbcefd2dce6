package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The splitter on scripts whose statements are known, and on scripts that are long.
@Requirement({"D-8", "E-21"})
class SplitterProofTest {
  private static final int TRIPS = Boolean.getBoolean("tusk.long") ? 100_000 : 10_000;
  private static final int LARGE = 10 << 20;

  @Test
  void scriptsSplitIntoTheStatementsTheyWereJoinedFrom() {
    Random random = new Random(8);
    int differences = 0;
    int naive = 0;
    int statements = 0;
    while (statements < TRIPS) {
      List<String> written = new ArrayList<>();
      StringBuilder script = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        String statement = ScriptGrammar.statement(random);
        written.add(statement);
        script.append(ScriptGrammar.between(random)).append(statement);
        script.append(ScriptGrammar.space(random)).append(';');
      }
      script.append(ScriptGrammar.between(random));
      statements += written.size();
      String text = script.toString();
      List<String> split = Script.of(text).statements().stream().map(s -> s.in(text)).toList();
      differences += split.equals(written) ? 0 : 1;
      // The twin: cutting at each semicolon.
      naive += text.split(";", -1).length - 1 == written.size() ? 0 : 1;
    }
    Figure.exactly("splitter_round_trip_differences", differences, 0);
    Figure.report("splitter_round_trip_statements", statements);
    Figure.atLeast("splitter_naive_differences", naive, 100);
  }

  /// As an editor does: after an edit, only the lines from there on, until the states agree again.
  @Test
  void lexingAgainAfterAnEditEqualsLexingTheWhole() {
    Random random = new Random(9);
    int edits = Boolean.getBoolean("tusk.long") ? 10_000 : 1_000;
    int differences = 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(ScriptGrammar.statement(random)).append(";\n");
    }
    LexedLines lines = new LexedLines(text.toString());
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(4));
      String put = random.nextInt(3) == 0 ? "" : ScriptGrammar.piece(random);
      text.replace(at, end, put);
      if (text.length() > 8_000) {
        text.setLength(4_000);
        at = Math.min(at, 4_000);
      }
      lines.edited(text.toString(), at);
      differences += lines.states().equals(new LexedLines(text.toString()).states()) ? 0 : 1;
    }
    Figure.exactly("lexer_incremental_differences", differences, 0);
  }

  @Test
  void tenMegabytesTakeTenTimesOneMegabyte() {
    Calibration.print("splitter");
    String large = large();
    String small = large.substring(0, LARGE / 10);
    for (int i = 0; i < 3; i++) {
      var _ = millis(small);
    }
    double one = best(small);
    double ten = best(large);
    Figure.atMost("splitter_10_mb_ms", ten, 2_000);
    Figure.atMost("splitter_10_mb_to_1_mb_ratio", ten / one, 20);
    for (String hard :
        new String[] {"/*", "$a$ ", "'", "(", "$", "\"", "E'\\", "--", ":", "\n\\."}) {
      Figure.atMost(
          "splitter_1_mb_of_one_sign_ms", millis(hard.repeat((1 << 20) / hard.length())), 2_000);
    }
  }

  private static double best(String text) {
    double best = millis(text);
    for (int i = 0; i < 2; i++) {
      best = Math.min(best, millis(text));
    }
    return best;
  }

  private static double millis(String text) {
    long start = System.nanoTime();
    int items = Script.of(text).items().size();
    double millis = (System.nanoTime() - start) / 1e6;
    assertThat(items).isNotNegative();
    return millis;
  }

  private static String large() {
    Random random = new Random(10);
    StringBuilder text = new StringBuilder(LARGE + 1_000);
    while (text.length() < LARGE) {
      text.append(ScriptGrammar.statement(random)).append(";\n");
    }
    return text.substring(0, LARGE);
  }
}
