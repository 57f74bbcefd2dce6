package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.process.JavaProcess;
import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As much as a clipboard bears is copied within a heap of 256 MB whose results are full, and
/// another program gets it to the character.
class LargeCopyTest {
  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  void asMuchAsAClipboardBearsReachesAnotherProgram(@TempDir Path home) throws Exception {
    Process tusk =
        new JavaProcess(home)
            .with("DISPLAY", System.getenv("DISPLAY"))
            .flag("-Xmx256m")
            .start(LargeCopyChild.class.getName(), home.resolve("files").toString());
    try (BufferedReader said = tusk.inputReader();
        Writer end = tusk.outputWriter()) {
      String[] words = String.valueOf(said.readLine()).split(" ", -1);
      int rows = Integer.parseInt(words[1]);
      assertThat(rows).isGreaterThan(150_000);
      assertThat(said.readLine()).isEqualTo("Copied %,d cells".formatted(rows));
      assertThat(said.readLine()).isEqualTo("too much");
      StringBuilder expected = new StringBuilder();
      for (int row = Integer.parseInt(words[3]) - 1, i = 0; i < rows; i++, row--) {
        expected.append(i == 0 ? "" : "\n").append(LargeCopyChild.value(row));
      }
      assertThat(pasted(home)).isEqualTo(OtherProgram.sum(expected.toString()));
      end.flush();
    } finally {
      tusk.destroy();
    }
  }

  private static String pasted(Path home) throws Exception {
    Process other =
        new JavaProcess(home)
            .with("DISPLAY", System.getenv("DISPLAY"))
            .start(OtherProgram.class.getName());
    try (BufferedReader said = other.inputReader();
        Writer ask = other.outputWriter()) {
      ask.write("sum\n");
      ask.flush();
      return String.valueOf(said.readLine());
    } finally {
      other.destroy();
    }
  }
}
