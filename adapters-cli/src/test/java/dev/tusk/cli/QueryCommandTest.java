package dev.tusk.cli;

import static dev.tusk.cli.CommandLineRun.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.CommandLineRun.Ended;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.RealTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryCommandTest {
  @TempDir private Path folder;

  private final CommandLineRun cli = new CommandLineRun(new FixedClock());

  @Test
  void rowsGoToStandardOutputAsCsvWhenItIsNotATerminal() {
    assertThat(cli.run("query", "select 40 + 2"))
        .isEqualTo(new Ended(ExitCode.DONE, "?column?\n42\n", ""));
  }

  @Test
  void rowsAreATableOnATerminal() {
    assertThat(cli.onTerminal().run("query", "select 40 + 2"))
        .isEqualTo(new Ended(ExitCode.DONE, " ?column? \n----------\n       42\n(1 row)\n\n", ""));
  }

  @Test
  void sqlMayComeOnStandardInput() {
    assertThat(cli.input("select 1;").run("query", "--no-header", "-").out()).isEqualTo("1\n");
  }

  @Test
  void statementsWithoutRowsPrintTheirTagToStandardError() {
    assertThat(cli.run("query", "begin; commit"))
        .isEqualTo(new Ended(ExitCode.DONE, "", "BEGIN\nCOMMIT\n"));
    assertThat(cli.run("query", "--format", "aligned", "begin; commit"))
        .isEqualTo(new Ended(ExitCode.DONE, "BEGIN\nCOMMIT\n", ""));
  }

  @Test
  void aRefusedStatementExitsWithOneAndEndsTheRun() {
    Ended ended = cli.run("query", "select 1; select 1/0; select 2");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.out()).isEqualTo("?column?\n1\n");
    assertThat(ended.err())
        .startsWith("statement 2 of 3: ERROR:  22012: division by zero\n")
        .contains("\nTUSK:  ");
  }

  @Test
  void anErrorWithAPlaceShowsItWithACaret() {
    assertThat(cli.run("query", "selct 1").err())
        .startsWith(
            "ERROR:  42601: syntax error at or near \"selct\"\nLINE 1: selct 1\n        ^\n");
  }

  @Test
  void noticesGoToStandardError() {
    Ended ended = cli.run("query", "do $$ begin raise notice 'hello'; end $$");
    assertThat(ended.err()).isEqualTo("NOTICE:  hello\nDO\n");
  }

  @Test
  void limitFetchesThatManyRowsAndSaysSo() {
    Ended ended =
        cli.run("query", "--no-header", "--limit", "3", "select n from generate_series(1, 500) n");
    assertThat(ended)
        .isEqualTo(
            new Ended(ExitCode.DONE, "1\n2\n3\n", "tusk: first 3 rows; more exist (--limit)\n"));
  }

  @Test
  void aLimitThatIsNotReachedIsNotMentioned() {
    assertThat(cli.run("query", "--limit", "3", "select n from generate_series(1, 3) n").err())
        .isEmpty();
  }

  @Test
  void aTimeoutStopsTheStatementAndExitsWithFour() {
    CommandLineRun real = new CommandLineRun(new RealTime());
    Ended ended = real.run("query", "--timeout", "50ms", "select pg_sleep(30)");
    assertThat(ended.code()).isEqualTo(ExitCode.CANCELLED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isNotEmpty();
  }

  @Test
  void anExportThatIsStoppedLeavesNoFile() throws IOException {
    CommandLineRun real = new CommandLineRun(new RealTime());
    Path file = folder.resolve("rows.jsonl");
    Ended ended =
        real.run(
            "export",
            "--format",
            "jsonl",
            "-o",
            file.toString(),
            "--timeout",
            "50ms",
            "select pg_sleep(30)");
    assertThat(ended.code()).isEqualTo(ExitCode.CANCELLED);
    assertThat(ended.err()).contains(file + " was not written");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aWrongPasswordExitsWithThreeAndIsNeverEchoed() {
    Ended ended = cli.variable("PGPASSWORD", "wr0ng-one").run("query", "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.NO_CONNECTION);
    assertThat(ended.out() + ended.err()).doesNotContain("wr0ng-one").isNotEmpty();
  }

  @Test
  void aPasswordInTheUrlWorksIsWarnedAboutAndNeverEchoed() {
    String url = cli.url().replace("@", ":" + PASSWORD + "@");
    Ended ended = cli.variable("PGPASSWORD", null).run("query", "--url", url, "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.DONE);
    assertThat(ended.err()).contains("password in --url").doesNotContain(PASSWORD);
  }

  @Test
  void aBrokenUrlIsRefusedWithoutItsPassword() {
    Ended ended =
        cli.run("query", "--url", "postgresql://u:" + PASSWORD + "@host:xx/db", "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).hasLineCount(1).doesNotContain(PASSWORD);
  }

  @Test
  void anUnknownServerExitsWithThree() {
    Ended ended = cli.variable("PGPORT", "1").run("query", "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.NO_CONNECTION);
    assertThat(ended.err()).isNotEmpty();
  }

  @Test
  void theOutputFileIsWholeOrNotThere() {
    Path good = folder.resolve("good.csv");
    assertThat(cli.run("query", "-o", good.toString(), "select 1").code()).isZero();
    assertThat(good).hasContent("?column?\n1\n");
    Path bad = folder.resolve("bad.csv");
    Ended ended = cli.run("query", "-o", bad.toString(), "select 1; select 1/0");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).endsWith("tusk: " + bad + " was not written\n");
    assertThat(folder).isDirectoryNotContaining("glob:**bad*");
  }

  @Test
  void anOutputThatCannotBeWrittenExitsWithFive() {
    Ended ended = cli.run("query", "-o", folder.resolve("no/x.csv").toString(), "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.LOCAL);
    assertThat(ended.err()).contains("does not exist");
  }

  @Test
  void aClosedPipeEndsQuietly() {
    Ended ended =
        cli.out(new Broken("Broken pipe")).run("query", "select n from generate_series(1, 500) n");
    assertThat(ended).isEqualTo(new Ended(ExitCode.DONE, "", ""));
  }

  /// Not only rows: whatever a command prints.
  @ParameterizedTest
  @ValueSource(strings = {"list", "show server", "test server", "test server --json", "--help"})
  void aCommandSaysWhyItCannotPrint(String command) {
    String[] arguments = ("connections " + command).split(" ", -1);
    cli.run("connections", "add", "server", "--url", cli.url());
    assertThat(cli.run(arguments).code()).isEqualTo(ExitCode.DONE);

    Ended closed = cli.out(new Broken("Broken pipe")).run(arguments);
    assertThat(closed.code()).isEqualTo(ExitCode.DONE);
    assertThat(closed.err()).doesNotContain("Broken", "ERROR");

    Ended full = cli.out(new Broken("No space left on device")).run(arguments);
    assertThat(full.code()).isEqualTo(ExitCode.LOCAL);
    assertThat(full.err()).endsWith("tusk: Cannot write to standard output: the disk is full\n");
  }

  @Test
  void helpIsTheHelpOfTheCommand() {
    assertThat(cli.run("help", "nonsense").code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("help", "help").code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.run("help", "connections", "edit").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aFullDiskExitsWithFive() {
    Ended ended = cli.out(new Broken("No space left on device")).run("query", "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.LOCAL);
    assertThat(ended.err()).isEqualTo("tusk: Cannot write to standard output: the disk is full\n");
  }

  @Test
  void wrongUsageIsOneLine() {
    String[][] wrong = {
      {"query"},
      {"query", "--format", "xlsx", "select 1"},
      {"query", "--limit", "-1", "select 1"},
      {"query", "--limit", "many", "select 1"},
      {"query", "--timeout", "soon", "select 1"},
      {"query", "--nonsense", "select 1"},
      {"query", "-c", "nowhere", "select 1"},
      {"query", "-c", "a", "--url", "postgresql://h/d", "select 1"},
      {"export", "select 1"},
      {"export", "--format", "csv"},
      {"export", "--format", "csv", "begin"},
      {"connections", "show", "nowhere"},
      {"connections"},
      {"connections", "add", " ", "--url", "postgresql://h/d"},
      {"doctor", "--commit"},
      {"nonsense"},
      {},
    };
    for (String[] arguments : wrong) {
      Ended ended = cli.run(arguments);
      assertThat(ended.code()).as(String.join(" ", arguments)).isEqualTo(ExitCode.USAGE);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).as(String.join(" ", arguments)).hasLineCount(1).startsWith("tusk: ");
    }
  }

  @Test
  void withoutAnyServerNamedItSaysHowToNameOne() {
    for (String name : new String[] {"PGHOST", "PGPORT", "PGDATABASE", "PGUSER"}) {
      cli.variable(name, null);
    }
    Ended ended = cli.run("query", "select 1");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("-c NAME", "--url", "PGHOST").hasLineCount(1);
  }

  @Test
  void whatIsNotUtf8IsRefused() throws IOException {
    Path script = Files.write(folder.resolve("latin1.sql"), new byte[] {'-', '-', (byte) 0xE9});
    Ended ended = cli.run("run", script.toString());
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("UTF-8");
  }

  /// An output that cannot take anything.
  private static final class Broken extends OutputStream {
    private final String why;

    Broken(String why) {
      this.why = why;
    }

    @Override
    public void write(int one) throws IOException {
      throw new IOException(why);
    }

    @Override
    public void flush() throws IOException {
      throw new IOException(why);
    }
  }
}
