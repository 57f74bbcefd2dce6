package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Requirement("D-2")
class VisibleOutputTest {
  private static final int[] WILD = {
    0x00, 0x07, 0x08, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x202a,
    0x202e, 0x2066, 0x2069, 0xfeff, 0xe0001, 'a', '\n', '\t', 0xe9, 0x6f22, 0x1f600, 0x200d
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean person) {
    return new Terminal(new ByteArrayInputStream(new byte[0]), out, err, person, person);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalShowsWhatAPipeGetsAsItIs() throws Exception {
    String value = "a\u001b[2Jb\u202ec\u200bd\u009be\rf\u0000漢é\ud83d\ude00\tg\n";
    terminal(true).out().write(value.getBytes(StandardCharsets.UTF_8));
    assertThat(text(out))
        .isEqualTo("a\\x1B[2Jb\\u202Ec\\u200Bd\\u009Be\\rf\\x00漢é\ud83d\ude00\tg\n");
    out.reset();
    terminal(false).out().write(value.getBytes(StandardCharsets.UTF_8));
    assertThat(text(out)).isEqualTo(value);
  }

  @Test
  void bytesThatAreNoTextAreShownByTheirNumber() throws Exception {
    terminal(true).out().write(new byte[] {'a', (byte) 0x9b, '2', 'J', (byte) 0xff, 'b'});
    assertThat(text(out)).isEqualTo("a\\x9B2J\\xFFb");
  }

  @Test
  void nothingHiddenReachesATerminalHoweverItIsCut() throws Exception {
    Random random = new Random(1);
    int rounds = Boolean.getBoolean("tusk.long") ? 10_000 : 2_000;
    long hidden = 0;
    for (int round = 0; round < rounds; round++) {
      out.reset();
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        value.appendCodePoint(WILD[random.nextInt(WILD.length)]);
      }
      byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
      var stream = terminal(true).out();
      int at = 0;
      while (at < bytes.length) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(5));
        stream.write(bytes, at, count);
        at += count;
      }
      hidden +=
          text(out)
              .codePoints()
              .filter(point -> point != '\n' && point != '\t')
              .filter(
                  point ->
                      Character.isISOControl(point)
                          || (Character.getType(point) == Character.FORMAT && point != 0x200d)
                          || point == 0xfffd)
              .count();
    }
    Figure.exactly("terminal_hidden_characters", hidden, 0);
  }

  @Test
  void messagesShowThemWhereverTheyGoAndAreNotEndless() {
    terminal(false).say("no table \u202e\u001b]0;x\u0007 here\r");
    assertThat(text(err)).isEqualTo("no table \\u202E\\x1B]0;x\\x07 here\\r\n");
    err.reset();
    terminal(false).say("x".repeat(1 << 20));
    assertThat(text(err))
        .hasSizeLessThan(Terminal.LONGEST_MESSAGE + 50)
        .contains("more characters");
  }
}
