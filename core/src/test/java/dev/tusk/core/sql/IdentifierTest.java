package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "_x1", "name", "customers", "abort"})
  void plainNamesStayAsTheyAre(String name) {
    assertThat(Identifier.quote(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "1a", "a b", "select", "int", "left", "é", "a$b", "a-b", "a.b"})
  void otherNamesAreQuoted(String name) {
    assertThat(Identifier.quote(name)).isEqualTo('"' + name + '"');
  }

  @Test
  void quotesInsideAreDoubled() {
    assertThat(Identifier.qualified("public", "a\"b", "C")).isEqualTo("public.\"a\"\"b\".\"C\"");
    assertThat(Identifier.literal("it's")).isEqualTo("'it''s'");
    assertThat(Identifier.literal("a\\'b")).isEqualTo("E'a\\\\''b'");
  }

  @Test
  void whatPostgresCannotHoldIsRefused() {
    assertThatThrownBy(() -> Identifier.quote("")).hasMessageContaining("at least one character");
    assertThatThrownBy(() -> Identifier.quote("a\0")).hasMessageContaining("zero character");
    assertThatThrownBy(() -> Identifier.literal("\0")).hasMessageContaining("zero character");
  }

  @Test
  void unquotedNamesFoldToLowerCase() {
    assertThat(List.of("Abc", "\"Abc\"", "\"a\"\"b\"", "ÄB"))
        .extracting(Identifier::nameOf)
        .containsExactly("abc", "Abc", "a\"b", "Äb");
  }

  @Property
  void aQuotedNameIsOneTokenAndMeansItself(@ForAll String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      return;
    }
    String quoted = Identifier.quote(name);
    assertThat(SqlLexer.tokens(quoted)).hasSize(1);
    assertThat(Identifier.nameOf(quoted)).isEqualTo(name);
  }

  @Property
  void aLiteralIsOneString(@ForAll String value) {
    if (value.indexOf('\0') >= 0) {
      return;
    }
    List<SqlToken> tokens = SqlLexer.tokens(Identifier.literal(value));
    assertThat(tokens).singleElement().matches(t -> t.kind().isString());
  }
}
