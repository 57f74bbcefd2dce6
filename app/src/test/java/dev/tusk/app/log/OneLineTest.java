package dev.tusk.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Requirement("FR-022")
class OneLineTest {
  private static final int TRIALS = 10_000;
  private static final String[] HOSTILE = {
    "\n2026-01-01T00:00:00.000Z INFO  [main] d.t.app.Main - forged",
    "\r",
    "\r\n",
    "\u001b[2J\u001b[1;31m",
    "\u0000",
    "\u0007\u0008\u007f\u009b31m",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\ud800",
    "😀",
    "\t",
    "plain",
    "<html>"
  };

  private final LoggerContext context = new LoggerContext();

  @Test
  void anEventIsOneLineWhateverTheServerSends() {
    OneLine format = new OneLine(context);
    Figure.exactly(
        "log_lines_forged_of_10000",
        forged(event -> new String(format.of(event), StandardCharsets.UTF_8)),
        0);
  }

  /// Without the escaping the same trials must find forged lines, or they prove nothing.
  @Test
  void aPlainLayoutFailsTheSameTrials() {
    PatternLayout plain = new PatternLayout();
    plain.setContext(context);
    plain.setPattern("%d %-5level [%thread] %logger - %msg%n");
    plain.start();
    Figure.atLeast("log_lines_forged_unescaped", (double) forged(plain::doLayout), TRIALS / 10.0);
  }

  @Test
  void aStackTraceStaysWithItsEvent() {
    String line =
        text("it broke", new IllegalStateException("outer", new RuntimeException("inner\nnext")));
    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("it broke\\njava.lang.IllegalStateException: outer", "\\n at ");
    assertThat(line).contains("inner\\nnext");
  }

  @Test
  void aMegabyteIsCut() {
    assertThat(text("x".repeat(1_000_000), null)).hasSizeLessThan(33_000).endsWith("…\n");
    assertThat(text("x\n".repeat(500_000), null)).hasSizeLessThan(33_000).endsWith("…\n");
  }

  @Test
  @Requirement("C-19")
  void secretsAreTakenOutOfMessagesAndCauses() {
    Throwable cause =
        new RuntimeException(
            "postgresql://u:TUSKCANARY-1@h/db",
            new IllegalStateException(
                "password=TUSKCANARY-2 and\nALTER ROLE x PASSWORD 'TUSKCANARY-3'\nkept"));
    cause.addSuppressed(new RuntimeException("pwd=TUSKCANARY-4"));
    assertThat(text("conninfo password='TUSKCANARY-5'", cause))
        .doesNotContain("TUSKCANARY")
        .contains("kept", "at dev.tusk.app.log.OneLineTest");
  }

  private long forged(Function<ILoggingEvent, String> format) {
    Random random = new Random(20261123);
    long forged = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(6); part >= 0; part--) {
        text.append(HOSTILE[random.nextInt(HOSTILE.length)]).append((char) random.nextInt(0x3000));
      }
      Throwable cause = trial % 3 == 0 ? new RuntimeException(text.toString()) : null;
      String line = format.apply(event(text.toString(), cause));
      String body = line.substring(0, line.length() - 1);
      if (!line.endsWith("\n")
          || body.lines().count() != 1
          || body.codePoints().anyMatch(OneLineTest::dangerous)) {
        forged++;
      }
    }
    return forged;
  }

  private static boolean dangerous(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private String text(String message, @Nullable Throwable cause) {
    return new String(new OneLine(context).of(event(message, cause)), StandardCharsets.UTF_8);
  }

  private ILoggingEvent event(String message, @Nullable Throwable cause) {
    return new LoggingEvent(
        "", context.getLogger("dev.tusk.Test"), Level.INFO, message, cause, null);
  }
}
