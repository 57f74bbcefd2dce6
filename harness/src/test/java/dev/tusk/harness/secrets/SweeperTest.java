package dev.tusk.harness.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every form in every place is found: a sweep that finds nothing means something.
class SweeperTest {
  @TempDir Path folder;
  private final Canary canary = Canary.fresh("ada");

  @Test
  void everyFormIsFoundWhereverItBegins() throws IOException {
    for (Canary.Form form : canary.forms()) {
      // Across the border between two chunks too.
      for (int before : new int[] {0, 17, (1 << 20) - 5, (1 << 20) + 3}) {
        byte[] bytes = new byte[before + form.bytes().length + 9];
        System.arraycopy(form.bytes(), 0, bytes, before, form.bytes().length);
        Path file = folder.resolve("file");
        Files.write(file, bytes);
        assertThat(Sweeper.of(canary).folder(folder).hits())
            .as(form.name() + " at " + before)
            .contains(new Sweeper.Hit(file.toString(), form.name(), before));
      }
    }
  }

  @Test
  void base64OfALargerTextIsFound() {
    for (String before : new String[] {"", "x", "xy", "xyz"}) {
      byte[] bytes = (before + canary.text() + "tail").getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(bytes);
      assertThat(Sweeper.of(canary).text("text", encoded).hits()).as(before).isNotEmpty();
    }
  }

  @Test
  void environmentOfAChildIsLookedInto() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "20");
    builder.environment().put("SECRET", canary.text());
    Process child = builder.start();
    try {
      assertThat(Sweeper.of(canary).process(ProcessHandle.current()).hits())
          .anyMatch(hit -> hit.where().endsWith("environ"));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws IOException {
    Files.writeString(folder.resolve("file"), Canary.fresh().text());

    assertThat(Sweeper.of(canary).folder(folder).hits()).isEmpty();
  }
}
