package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The first error in a program's life is ready as soon as any: loading of classes counted.
@Requirement("SC-001")
class FirstConversionTest {
  private static final Pattern TOOK = Pattern.compile("TOOK (\\d+) (.*)");
  private static final int RUNS = 5;

  private final PgDatabaseAddress address = PgFixture.shared().address("postgres");

  @Test
  void firstErrorOfAStatementIsReadyWithinTenMilliseconds() throws Exception {
    Calibration.print("first_error");
    Figure.atMost("first_statement_error_median_ms", median("ordres", "statement", "ready"), 10);
  }

  @Test
  void firstErrorOfALoginIsReadyWithinTenMilliseconds() throws Exception {
    Figure.atMost("first_login_error_median_ms", median("password", "login", "ready"), 10);
  }

  /// Without getting ready the bound would not hold: the proof can fail.
  @Test
  void firstErrorOfAProgramThatWasNotReadyTakesLonger() throws Exception {
    double ready = median("ordres", "statement", "ready");
    Figure.atLeast(
        "first_error_unready_to_ready", median("ordres", "statement", "cold") / ready, 2);
  }

  private double median(String hint, String what, String how)
      throws IOException, InterruptedException {
    double[] millis = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
      command.add(FirstConversion.class.getName());
      command.addAll(List.of(what, how, address.url(), address.user(), address.password()));
      Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      Matcher took = TOOK.matcher(said);
      assertThat(took.find()).as(said).isTrue();
      assertThat(took.group(2)).contains(hint);
      millis[i] = Long.parseLong(took.group(1)) / 1e6;
    }
    return Figure.percentile(millis, 0.5);
  }
}
