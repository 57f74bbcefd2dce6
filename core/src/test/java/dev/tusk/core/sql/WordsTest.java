package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void keywordsAreThoseOfPostgres18() {
    assertThat(Keywords.all()).hasSize(494).isSorted().doesNotHaveDuplicates();
    assertThat(Keywords.category("Select")).isEqualTo(KeywordCategory.RESERVED);
    assertThat(Keywords.category("COALESCE")).isEqualTo(KeywordCategory.COLUMN_NAME);
    assertThat(Keywords.category("left")).isEqualTo(KeywordCategory.TYPE_OR_FUNCTION);
    assertThat(Keywords.category("virtual")).isEqualTo(KeywordCategory.UNRESERVED);
    assertThat(Keywords.category("selec")).isEqualTo(KeywordCategory.NONE);
    assertThat(Keywords.category("")).isEqualTo(KeywordCategory.NONE);
    assertThat(Keywords.all())
        .allMatch(w -> Keywords.word(Keywords.find(w, 0, w.length())).equals(w));
  }

  /// `‹…›` marks the word.
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "‹select› 1 → KEYWORD",
        "select ‹count›(*) → FUNCTION",
        "select ‹coalesce›(a) → FUNCTION",
        "select ‹left›(a, 1) → FUNCTION",
        "a ‹left› join b → KEYWORD",
        "select c.‹name› → NAME",
        "select ‹name›, x → NAME",
        "select id, ‹status› from → NAME",
        "a ‹text›, → TYPE",
        "a ‹varchar›(10) → TYPE",
        "x::‹timestamptz› → TYPE",
        "select ‹date›('2020-01-01') → FUNCTION",
        "primary ‹key›(a) → KEYWORD",
        "sum(x) ‹over› (order by y) → KEYWORD",
        "insert into ‹orders› (id) → NAME",
        "create table ‹orders› (id int) → NAME",
        "pg_catalog.‹now›() → FUNCTION",
        "where ‹type› = 1 → NAME",
        "create ‹type› t → KEYWORD"
      })
  void rolesFollowFromTheNeighbours(String marked, WordRole role) {
    int start = marked.indexOf('‹');
    int end = marked.indexOf('›') - 1;
    assertThat(WordRole.of(marked.replaceAll("[‹›]", ""), start, end)).isEqualTo(role);
  }
}
