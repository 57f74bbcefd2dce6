package dev.tusk.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of ARCHITECTURE.md, held against Tusk and against a tree of planted violations.
///
/// These are plain JUnit tests: ArchUnit's own engine is not used, because there are versions of
/// Surefire that run none of its tests and pass. A source without rules fails here by itself.
class ArchitectureTest {
  static final JavaClasses TUSK = Tree.TUSK.load();
  private static final JavaClasses PLANTED = Tree.PLANTED.load();

  static List<Rule> rules() {
    return Stream.of(
            LayerRules.all(),
            CoreRules.all(),
            SwingRules.all(),
            SafeTextRules.all(),
            LibraryRules.all(),
            HygieneRules.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @Requirement({"D-1", "D-15"})
  void tuskKeepsTheRule(Rule rule) {
    rule.rule().apply(Tree.TUSK).check(TUSK);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @Requirement({"D-1", "D-15"})
  void theRuleFailsOnItsPlantedViolation(Rule rule) {
    EvaluationResult result = rule.rule().apply(Tree.PLANTED).evaluate(PLANTED);

    assertThat(rule.planted()).isNotEmpty();
    assertThat(result.hasViolation()).isTrue();
    String report = String.join("\n", result.getFailureReport().getDetails());
    for (Class<?> planted : rule.planted()) {
      assertThat(report).contains(planted.getName());
    }
  }
}
