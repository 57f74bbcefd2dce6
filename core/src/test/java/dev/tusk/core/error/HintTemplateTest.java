package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HintTemplateTest {
  private static final List<String> NAMES =
      List.of(
          "code",
          "schema",
          "object",
          "column",
          "type",
          "constraint",
          "function",
          "context",
          "detail",
          "position",
          "host",
          "port",
          "user",
          "limit",
          "holders",
          "connection",
          "key",
          "database",
          "name",
          "nearest");

  static Stream<String> templates() {
    Stream<String> server =
        SqlStateTable.get().rows().values().stream()
            .flatMap(row -> Stream.of(row.hint(), row.inStatement()));
    Stream<String> own = Stream.of(ClientCondition.values()).map(ClientCondition::template);
    return Stream.concat(server, own).filter(template -> !template.isEmpty()).distinct();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyTemplateReadsWellWithAnyValuesMissing(String template) {
    assertSentence(HintTemplate.fill(template, Map.of()));
    assertSentence(HintTemplate.fill(template, all("x")));
    for (String name : NAMES) {
      assertSentence(HintTemplate.fill(template, Map.of(name, "x")));
      Map<String, @Nullable String> others = all("x");
      others.remove(name);
      assertSentence(HintTemplate.fill(template, others));
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyTemplateStaysShortWithHugeValues(String template) {
    assertSentence(HintTemplate.fill(template, all("n".repeat(1_000_000))));
    assertSentence(HintTemplate.fill(template, all("😀".repeat(5_000))));
  }

  @Test
  void templatesUseOnlyNamesThatAreFilled() {
    var used = new TreeSet<String>();
    templates()
        .forEach(
            template -> {
              Matcher hole = Pattern.compile("\\{\\??(\\w+)}").matcher(template);
              while (hole.find()) {
                used.add(hole.group(1));
              }
            });
    assertThat(NAMES).containsAll(used);
  }

  @Test
  void firstAlternativeWithAllItsValuesWins() {
    String template = "[Column {object}.{column}|Column {column}|A column] must have a value.";
    assertThat(HintTemplate.fill(template, Map.of("object", "s.t", "column", "c")))
        .isEqualTo("Column s.t.c must have a value.");
    assertThat(HintTemplate.fill(template, Map.of("column", "c")))
        .isEqualTo("Column c must have a value.");
    assertThat(HintTemplate.fill(template, Map.of("object", "s.t", "column", " ")))
        .isEqualTo("A column must have a value.");
  }

  @Test
  void conditionAsksForAValueWithoutShowingIt() {
    assertThat(HintTemplate.fill("Failed[; see the detail{?detail}|].", Map.of("detail", "secret")))
        .isEqualTo("Failed; see the detail.");
    assertThat(HintTemplate.fill("Failed[; see the detail{?detail}|].", Map.of()))
        .isEqualTo("Failed.");
  }

  @Test
  void valuesAreTextAndNeverTemplates() {
    assertThat(HintTemplate.fill("[Table {object}|x].", Map.of("object", "[a|{user}]$1\\")))
        .isEqualTo("Table [a|{user}]$1\\.");
  }

  @Test
  void lineBreaksAndTerminalControlsOfValuesAreRemoved() {
    assertThat(
            HintTemplate.fill(
                "Table [{object}|].", Map.of("object", "a\n\u001b[31mb\u202ec\u2028d")))
        .isEqualTo("Table a [31mb c d.");
  }

  @Property
  void cutTextFitsAndSplitsNoCharacter(@ForAll String text) {
    String cut = HintTemplate.clip(text, 10);
    assertThat(cut).hasSizeLessThanOrEqualTo(10);
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isHighSurrogate(cut.charAt(i))) {
        assertThat(i + 1).isLessThan(cut.length());
        assertThat(Character.isLowSurrogate(cut.charAt(i + 1))).isTrue();
      }
    }
  }

  private static Map<String, @Nullable String> all(String value) {
    Map<String, @Nullable String> values = new HashMap<>();
    NAMES.forEach(name -> values.put(name, value));
    return values;
  }

  static void assertSentence(String text) {
    assertThat(text)
        .isNotBlank()
        .hasSizeLessThanOrEqualTo(HintTemplate.LONGEST)
        .doesNotContainPattern("[{}\\[\\]|\\n\\t]")
        .doesNotContainPattern("  | [.,;:?)]|\\( |\\bnull\\b|\\(\\)")
        .matches("(?s).*[.?…]");
    assertThat(Character.isUpperCase(text.charAt(0))).as(text).isTrue();
  }
}
