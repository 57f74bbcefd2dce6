package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PsqlVariablesTest {
  private static final Map<String, String> VALUES =
      Map.of("t", "orders", "v", "it's", "b", "a\\b", "é1", "x");

  @Test
  void theNameAtAColonIsKnown() {
    assertThat(PsqlVariables.at("select :'s'", 7)).contains("s");
    assertThat(PsqlVariables.at("select :\"t\".x", 7)).contains("t");
    assertThat(PsqlVariables.at("select :n", 7)).contains("n");
    assertThat(PsqlVariables.at("select :{?n}", 7)).contains("n");
    assertThat(PsqlVariables.at("select :n", 6)).isEmpty();
    assertThat(PsqlVariables.at("select : 1", 7)).isEmpty();
    assertThat(PsqlVariables.at("select", 7)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "select * from :t; → select * from orders;",
        "select :'v', :\"v\", :t.id → select 'it''s', \"it's\", orders.id",
        "select x=:'b' → select x= E'a\\\\b'",
        "select :é1 → select x",
        "select 1::t, a[1:2], :other, :'other' → select 1::t, a[1:2], :other, :'other'",
        "select ':t', \":t\", $$ :t $$, /* :t */ E'\\':t' -- :t → select ':t', \":t\", $$ :t $$, /*"
            + " :t */ E'\\':t' -- :t",
        "select x:=:t → select x:=orders",
        "select :::t → select ::orders",
        "select :'v''x' → select 'it''s''x'",
        "select :{?t}, :{?other} → select TRUE, FALSE",
        "select : t, :'t, :→ select : t, :'t, :",
      })
  void replacesDeclaredNamesOnly(String sql, String expected) {
    assertThat(PsqlVariables.replace(sql, VALUES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {"copy t from stdin;|:t|\\.|select :t"})
  void copyDataStaysAsItIs(String sql) {
    String script = sql.replace('|', '\n');
    assertThat(PsqlVariables.replace(script, VALUES))
        .isEqualTo("copy t from stdin;\n:t\n\\.\nselect orders");
  }
}
