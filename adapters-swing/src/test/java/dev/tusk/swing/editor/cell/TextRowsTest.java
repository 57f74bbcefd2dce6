package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextRowsTest {
  private static TextRows rows(String text, int columns) {
    return TextRows.of(Values.of(text), columns, Cancellation.create(), soFar -> {});
  }

  private static java.util.List<String> texts(TextRows rows) {
    return rows.read(0, (int) rows.count()).stream().map(Row::text).toList();
  }

  @Test
  void aTextIsBrokenAtItsLinesAndWhereTheyAreTooLong() {
    assertThat(texts(rows("ab\ncdefg\r\n\nh", 3))).containsExactly("ab", "cde", "fg", "", "h");
    assertThat(rows("ab\ncdefg\n\nh", 3).lines()).isEqualTo(4);
    assertThat(texts(rows("", 3))).containsExactly("");
    assertThat(texts(rows("a\n", 3))).containsExactly("a", "");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndNoneIsCutInTwo() {
    assertThat(texts(rows("漢字仮名🐘x", 5))).containsExactly("漢字", "仮名", "🐘x");
    assertThat(rows("äöü", 80).characters()).isEqualTo(3);
  }

  @Test
  void whatCannotBeSeenIsShownByItsNumber() {
    assertThat(texts(rows("a\u202Eb\u0007\tc", 80))).containsExactly("a‹U+202E›b‹U+0007›    c");
  }

  @Test
  void anyRowIsFoundInALongTextAsIfAllWereRead() {
    var random = new Random(7);
    var text = new StringBuilder();
    while (text.length() < 300_000) {
      text.append("x".repeat(random.nextInt(200))).append(random.nextInt(3) == 0 ? "é漢\n" : "é🐘");
    }
    var rows = rows(text.toString(), 70);
    var all = rows.read(0, (int) rows.count());

    assertThat(all).hasSize((int) rows.count());
    var joined = new ArrayList<String>();
    all.forEach(row -> joined.add((row.lineStart() && !joined.isEmpty() ? "\n" : "") + row.text()));
    assertThat(String.join("", joined)).isEqualTo(text.toString());
    for (var i = 0; i < 200; i++) {
      var at = random.nextInt(all.size());
      var some = rows.read(at, 5);
      assertThat(some.getFirst().text()).isEqualTo(all.get(at).text());
      assertThat(some.getFirst().places()).isEqualTo(all.get(at).places());
      assertThat(some.getFirst().lineStart()).isEqualTo(all.get(at).lineStart());
      assertThat(rows.rowOf(all.get(at).start())).isEqualTo(at);
    }
  }

  @Test
  void hexRowsSayWhichByteIsWhere() {
    var rows = new HexRows(Values.of("PostgreSQL is 30 years"));

    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.read(0, 9).getFirst().text())
        .isEqualTo("00000000  50 6f 73 74 67 72 65 53  51 4c 20 69 73 20 33 30  PostgreSQL is 30");
    assertThat(rows.read(1, 9).getFirst().text())
        .startsWith("00000010  20 79 65")
        .endsWith("years");
    var row = rows.read(0, 1).getFirst();
    assertThat(row.characterAt(2)).isEqualTo(10 + 6);
    assertThat(row.characterAt(8)).isEqualTo(row.text().indexOf("51"));
    assertThat(row.end()).isEqualTo(16);
  }
}
