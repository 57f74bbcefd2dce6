package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.sql.SecretStatements.Sample;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@Requirement({"E-24", "C-6", "FR-018"})
class SecretCorpusTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final long SEED = 20_261_123;
  private static final Pattern NAIVE = Pattern.compile("(?i)password\\s+'[^']*'");

  private static final Pattern CLOSE = Pattern.compile("(?i)passw|token|secret|key_id");

  private static List<Sample> leaks(List<Sample> corpus, UnaryOperator<String> redactor) {
    return corpus.stream()
        .filter(
            sample -> {
              String kept = redactor.apply(sample.sql());
              return sample.traces().stream().anyMatch(kept::contains);
            })
        .toList();
  }

  private static String redact(String sql) {
    return SecretRedactor.redact(sql).text();
  }

  @Test
  void noSecretSurvivesInAnyWayOfWriting() {
    List<Sample> corpus = SecretStatements.corpus(LONG ? 20_000 : 2_000, SEED);
    List<Sample> leaks = leaks(corpus, SecretCorpusTest::redact);

    Figure.report("redaction_statements", corpus.size());
    assertThat(leaks.stream().limit(5)).isEmpty();
    Figure.exactly("redaction_clear_secrets", leaks.size(), 0);
  }

  @Test
  void theObviousPatternLeaks() {
    List<Sample> corpus = SecretStatements.corpus(2_000, SEED);

    int leaks = leaks(corpus, sql -> NAIVE.matcher(sql).replaceAll("password '***'")).size();

    Figure.atLeast("redaction_twin_clear_secrets", leaks, 500);
  }

  @Test
  void ordinaryStatementsStayAsTheyAre() {
    List<String> corpus = OrdinaryStatements.corpus(LONG ? 5_000 : 1_000, SEED);
    List<String> changed =
        corpus.stream().filter(sql -> SecretRedactor.redact(sql).changed()).toList();

    Figure.atMost("redaction_false_positives_percent", changed.size() * 100.0 / corpus.size(), 1);
    long close = corpus.stream().filter(sql -> CLOSE.matcher(sql).find()).count();
    Figure.atLeast(
        "redaction_ordinary_with_names_of_security", (double) close, corpus.size() / 50.0);
  }

  @Test
  void whatIsKeptHasNothingMoreToTakeOut() {
    for (Sample sample : SecretStatements.corpus(500, SEED + 1)) {
      String once = redact(sample.sql());
      assertThat(redact(once)).as(sample.sql()).isEqualTo(once);
    }
  }
}
