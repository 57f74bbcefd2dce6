package dev.tusk.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void changesInsertionsOmissionsAndSwapsCountOne() {
    Spelling spelling = new Spelling("orders", 2);
    assertThat(spelling.distance("orders")).isZero();
    assertThat(spelling.distance("ORDERS")).isZero();
    assertThat(spelling.distance("order")).isEqualTo(1);
    assertThat(spelling.distance("ordres")).isEqualTo(1);
    assertThat(spelling.distance("corders")).isEqualTo(1);
    assertThat(spelling.distance("borderz")).isEqualTo(2);
    assertThat(spelling.distance("customers")).isGreaterThan(2);
  }

  @Property
  void bitsGiveWhatTheWholeTableGives(
      @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 9) String a,
      @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 9) String b,
      @ForAll @IntRange(min = 1, max = 3) int limit) {
    int whole = whole(a, b);
    int bits = new Spelling(a, limit).distance(b);
    if (whole <= limit) {
      assertThat(bits).isEqualTo(whole);
    } else {
      assertThat(bits).isGreaterThan(limit);
    }
  }

  private static int whole(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
