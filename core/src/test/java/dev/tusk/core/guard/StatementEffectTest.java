package dev.tusk.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.guard.StatementEffect.Degree;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What a statement may do is never thought less of than it is.
@Requirement("D-19")
class StatementEffectTest {
  private static final List<EffectTable.Case> ALL = EffectTable.all();

  private static Degree degree(String sql) {
    return worst(StatementEffect.of(sql));
  }

  private static Degree worst(List<StatementEffect> effects) {
    return effects.stream()
        .map(StatementEffect::degree)
        .max(Degree::compareTo)
        .orElse(Degree.READS);
  }

  @Example
  void theTableIsLargeAndEachStatementHasItsEffect() {
    assertThat(ALL).hasSizeGreaterThan(300);
    assertThat(ALL.stream().filter(each -> degree(each.sql()) != each.degree()))
        .as("statements with another effect than %s", "theirs")
        .isEmpty();
  }

  @Example
  void whatIsSaidNamesTheTable() {
    assertThat(StatementEffect.of("update shop.orders set n = 1"))
        .extracting(StatementEffect::what)
        .containsExactly("UPDATE without WHERE changes every row of shop.orders");
    assertThat(StatementEffect.of("delete from only \"Odd.name\" -- where"))
        .extracting(StatementEffect::what)
        .containsExactly("DELETE without WHERE deletes every row of \"Odd.name\"");
    assertThat(StatementEffect.of("drop table shop.orders cascade"))
        .extracting(StatementEffect::what)
        .containsExactly("DROP table shop.orders cascade");
  }

  @Property(tries = 300)
  void aScriptDoesWhatItsWorstStatementDoes(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 299) Integer> chosen) {
    List<EffectTable.Case> script =
        chosen.stream().map(ALL::get).filter(each -> !each.sql().contains("from stdin")).toList();
    String text = String.join(";\n", script.stream().map(each -> each.sql() + "\n").toList());
    Degree worst =
        script.stream().map(EffectTable.Case::degree).max(Degree::compareTo).orElse(Degree.READS);
    assertThat(degree(text)).isEqualTo(worst);
  }

  @Property(tries = 300)
  void commentsCaseAndWhiteSpaceChangeNothing(
      @ForAll @IntRange(max = 299) int index, @ForAll @IntRange(max = 3) int how) {
    EffectTable.Case each = ALL.get(index);
    String changed =
        switch (how) {
          case 0 -> "/* select */ " + each.sql();
          case 1 -> "\n\t " + each.sql() + "\n-- drop\n";
          case 2 -> each.sql() + " ; ";
          default -> "--\n" + each.sql();
        };
    assertThat(degree(changed)).isEqualTo(each.degree());
  }

  @Property(tries = 500)
  void anyTextHasAnEffect(@ForAll String text) {
    assertThat(Stream.of(text, "select " + text, "set " + text).map(StatementEffect::of))
        .doesNotContainNull();
  }
}
