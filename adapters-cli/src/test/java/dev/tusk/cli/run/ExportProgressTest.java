package dev.tusk.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.Terminal;
import dev.tusk.core.testkit.FixedClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExportProgressTest {
  private final FixedClock clock = new FixedClock();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean errIsTerminal) {
    return new Terminal(
        InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, false, errIsTerminal);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rowsBytesAndRateStandOnOneLineThatIsTakenOff() throws IOException {
    Terminal terminal = terminal(true);
    ExportProgress progress = new ExportProgress(terminal, clock);
    progress.counting(OutputStream.nullOutputStream()).write(new byte[3_000_000], 0, 3_000_000);
    clock.advance(Duration.ofSeconds(2));
    progress.came(1_000);
    progress.came(1_000); // too soon to be said
    progress.end();
    terminal.say("tusk: 2000 rows written");

    assertThat(said())
        .isEqualTo(
            "\rtusk: 1,000 rows · 3.0 MB · 1.5 MB/s\u001b[K\r\u001b[Ktusk: 2000 rows written\n");
  }

  @Test
  void aMessageTakesThePlaceOfTheLine() {
    Terminal terminal = terminal(true);
    terminal.status("half");
    terminal.say("NOTICE:  x");

    assertThat(said()).isEqualTo("\rhalf\u001b[K\r\u001b[KNOTICE:  x\n");
  }

  @Test
  void whatIsOverWithinASecondSaysNothing() {
    ExportProgress progress = new ExportProgress(terminal(true), clock);
    progress.came(1);
    progress.end();

    assertThat(said()).isEmpty();
  }

  @Test
  void nothingIsSaidWhereNobodyReads() {
    ExportProgress progress = new ExportProgress(terminal(false), clock);
    clock.advance(Duration.ofSeconds(2));
    progress.came(1);
    progress.end();

    assertThat(said()).isEmpty();
  }
}
