package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people mistype is answered by one line that says what to do.
class WrongUsageTest {
  private static final String URL = "postgresql://u@127.0.0.1:1/d";

  @TempDir Path home;

  @Test
  @Requirement("FR-003")
  void everyMistakeIsOneClearLine() throws Exception {
    Path latin = Files.write(home.resolve("latin.conf"), new byte[] {'#', (byte) 0xE9});
    said(2, "--limit wants a whole number, not \"abc\"", "query", "--limit", "abc", "select 1");
    said(2, "There is no command \"qeury\" (did you mean query?)", "qeury", "select 1");
    said(2, "\"b\" is one argument too many", "query", "--url", URL, "a", "b");
    said(2, "Unknown option: '--frob'", "query", "--frob", "select 1");
    said(2, "not UTF-8", "connections", "import", latin.toString());
    said(2, "there is no such file", "connections", "import", home.resolve("no").toString());
    said(2, "it is a folder", "connections", "import", home.toString());
    said(5, "/nonexistent", "query", "--url", URL, "-o", "/nonexistent/x", "select 1");
    said(5, "it is a folder", "query", "--url", URL, "-o", home.toString(), "select 1");
    // taken for SQL, so the missing server is what it stumbles over
    said(3, "127.0.0.1", "query", "-- a comment\nselect 1", "--url", URL);
  }

  @Test
  @Requirement("FR-024")
  void variablesThatSayNothingKnownAreNamed() throws Exception {
    Process tusk =
        new JavaProcess(home)
            .with("TUSK_LOG", "loud")
            .with("TUSK_KEYRING", "of")
            .errorsReadable()
            .start("dev.tusk.app.Main", "connections", "list");
    String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tusk.waitFor()).as(said).isZero();
    assertThat(said).contains("TUSK_LOG=loud is no level", "TUSK_KEYRING=of means nothing");
  }

  @Test
  void helpThatCannotBeWrittenIsSaid() throws Exception {
    Process tusk =
        new JavaProcess(home)
            .through("sh", "-c", "exec \"$0\" \"$@\" >/dev/full")
            .errorsReadable()
            .start("dev.tusk.app.Main", "--help");
    String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tusk.waitFor()).as(said).isEqualTo(5);
    assertThat(said).isEqualTo("tusk: Cannot write to standard output: the disk is full\n");
  }

  @Test
  void theDemosHelpNamesNoOtherServerAndOneThatIsNamedIsRefused() throws Exception {
    assertThat(help("query", "--help")).contains("--connection", "--url", "--guard");
    assertThat(help("demo", "query", "--help"))
        .doesNotContain("--connection", "--url")
        .contains("--guard");
    said(2, "brings its own connection", "demo", "query", "--url", URL, "select 1");
    said(2, "brings its own connection", "demo", "query", "-c", "shop", "select 1");
  }

  private String help(String... arguments) throws Exception {
    Process tusk = new JavaProcess(home).start("dev.tusk.app.Main", arguments);
    String shown = new String(tusk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tusk.waitFor()).as(shown).isZero();
    return shown;
  }

  /// The launcher answers before Java does.
  @Test
  void theLauncherChecksItsVariables() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("TUSK_HEAP", "lots", "is no amount of memory"),
            List.of("TUSK_HEAP", "1k", "needs 64 MB or more"),
            List.of("TUSK_HEAP", "99999999g", "1 TB is the most"),
            List.of("TUSK_JAVA_HOME", home.toString(), "is no JDK"))) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of("..", "tusk").toAbsolutePath().normalize().toString(), "--version");
      builder.environment().put(wrong.get(0), wrong.get(1));
      Process tusk = builder.start();
      String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tusk.waitFor()).as(said).isIn(2, 5);
      assertThat(said.lines()).hasSize(1);
      assertThat(said).contains(wrong.get(0) + "=" + wrong.get(1), wrong.get(2));
    }
  }

  private void said(int code, String words, String... arguments) throws Exception {
    Process tusk = new JavaProcess(home).errorsReadable().start("dev.tusk.app.Main", arguments);
    String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tusk.waitFor()).as(said).isEqualTo(code);
    assertThat(said).contains(words).doesNotContain("Exception", "\tat ");
    assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(code == 3 ? 6 : 1);
  }
}
