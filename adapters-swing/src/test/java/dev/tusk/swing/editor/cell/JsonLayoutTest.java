package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLayoutTest {
  @Test
  void membersStandOnLinesOfTheirOwn() {
    assertThat(Values.indented("{\"a\": 1, \"b\":[true,null , \"x, {y}\"], \"c\":{}, \"d\":[ ]}"))
        .isEqualTo(
            """
            {
              "a": 1,
              "b": [
                true,
                null,
                "x, {y}"
              ],
              "c": {},
              "d": []
            }\
            """);
  }

  @Test
  void numbersKeysAndEscapesStayAsTheServerSentThem() {
    var exact =
        "[1.10, 1e400, -0, 12345678901234567890.000000000000000001, \"\\u0041\\\"\\\\\","
            + " {\"k\":1,\"k\":2}]";

    var indented = Values.indented(exact);

    assertThat(indented).contains("1.10,", "1e400,", "-0,", "\"\\u0041\\\"\\\\\"");
    assertThat(indented).contains("12345678901234567890.000000000000000001");
    assertThat(indented.indexOf("\"k\": 1")).isLessThan(indented.indexOf("\"k\": 2"));
  }

  @Test
  void nothingButBlanksBetweenTokensChanges() {
    var random = new Random(5);
    for (var i = 0; i < 500; i++) {
      var json = json(random, 0);
      assertThat(withoutBlanks(Values.indented(json))).isEqualTo(withoutBlanks(json));
      assertThat(Values.indented(Values.indented(json))).isEqualTo(Values.indented(json));
    }
  }

  @Test
  void whatIsNoJsonKeepsItsWords() {
    assertThat(Values.indented("1 2 \"a\" b")).isEqualTo("1 2 \"a\"b");
    assertThat(Values.indented("\"open \\")).isEqualTo("\"open \\");
    assertThat(Values.indented("}]{")).contains("}", "]", "{");
  }

  @Test
  void aTextThatWouldOutgrowItselfIsRefused() {
    assertThatThrownBy(
            () ->
                DerivedValue.make(
                    Values.KEEP,
                    1_000_000,
                    out -> new JsonLayout(Values.reader("[".repeat(100_000)), out).write()))
        .isInstanceOf(DerivedValue.TooLong.class);
  }

  private static String json(Random random, int depth) {
    var blank = " ".repeat(random.nextInt(2));
    return switch (random.nextInt(depth > 4 ? 3 : 5)) {
      case 0 -> blank + random.nextInt() + "." + random.nextInt(100);
      case 1 -> "\"a b\\\"" + random.nextInt(9) + "[,\"" + blank;
      case 2 -> random.nextBoolean() ? "true" : "null";
      case 3 -> {
        var all = new StringBuilder("[").append(blank);
        for (var i = random.nextInt(4); i > 0; i--) {
          all.append(json(random, depth + 1)).append(i > 1 ? "," + blank : "");
        }
        yield all.append("]").toString();
      }
      default -> {
        var all = new StringBuilder("{");
        for (var i = random.nextInt(4); i > 0; i--) {
          all.append("\"k\\n\"").append(blank).append(":").append(json(random, depth + 1));
          all.append(i > 1 ? blank + "," : "");
        }
        yield all.append(blank).append("}").toString();
      }
    };
  }

  private static String withoutBlanks(String json) {
    var out = new StringBuilder();
    var inString = false;
    for (var i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      if (inString && c == '\\') {
        out.append(c).append(json.charAt(++i));
        continue;
      }
      inString ^= c == '"';
      if (inString || !JsonLayout.isBlank(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
