package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@Requirement("D-2")
class VisibleTextTest {
  @Test
  void writesHiddenCharactersByTheirNumber() {
    assertThat(VisibleText.of("a\u001bb\u202ec\ud83d\ude00d\udb40\udc01e\ud800f\n"))
        .isEqualTo("a\\x1Bb\\u202Ec\ud83d\ude00d\\U000E0001e\\uD800f\n");
    assertThat(VisibleText.line("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
  }

  @Property(tries = 2000)
  void oneTextIsOneLine(@ForAll String text) {
    assertThat(VisibleText.line(text).codePoints())
        .noneMatch(
            point ->
                Character.isISOControl(point)
                    || Character.getType(point) == Character.LINE_SEPARATOR
                    || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
  }
}
