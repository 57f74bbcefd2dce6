package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.CommandLineRun.Ended;
import dev.tusk.core.testkit.FixedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir private Path folder;

  private final CommandLineRun cli = new CommandLineRun(new FixedClock());

  @Test
  void aPsqlLineIsRefusedByItsLineAndNothingIsSent() throws IOException {
    Ended ended = run("select 1;\n\\! rm -rf /\nselect 2;\n", "--format", "raw");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("Line 2", "\\! rm -rf /");
    assertThat(cli.storage().history().search("", 10)).isEmpty();
  }

  @Test
  void setReplacesTheNamesItDeclaresAndNoOthers() throws IOException {
    assertThat(
            run(
                    "select :n + 1; select ':n'; select :m;",
                    "--format",
                    "raw",
                    "--on-error",
                    "continue",
                    "--set",
                    "n=41")
                .out())
        .isEqualTo("42\n:n\n");
  }

  @Test
  void withoutSetNothingIsTouched() throws IOException {
    assertThat(run("select :n;", "--format", "raw").code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void aVariableWithoutAValueIsNamed() throws IOException {
    assertThat(run(":'who';").err()).contains("\"who\" has no value", "--set who=VALUE");
    assertThat(run("selec 1;").err()).doesNotContain("--set");
  }

  @Test
  void stopIsTheRuleAndContinueGoesOn() throws IOException {
    String script = "select 1; select 1/0; select 2";
    assertThat(run(script, "--format", "raw").out()).isEqualTo("1\n");
    Ended ended = run(script, "--format", "raw", "--on-error", "continue");
    assertThat(ended.out()).isEqualTo("1\n2\n");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void aSingleTransactionIsRolledBackAtTheFirstError() throws IOException {
    Ended ended = run("create temp table t (a int); select 1/0; select 2", "--single-transaction");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).endsWith("nothing was kept: the whole script was rolled back\n");
    assertThat(run("select 1", "--single-transaction").out()).isEqualTo("?column?\n1\n");
  }

  @Test
  void contradictionsAndUnknownValuesAreUsageErrors() throws IOException {
    assertThat(run("select 1", "--single-transaction", "--on-error", "stop").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("select 1", "--on-error", "ignore").code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("run", folder.resolve("missing.sql").toString()).err())
        .contains("There is no file")
        .hasLineCount(1);
  }

  @Test
  void dataBelowACopyIsSentAsData() throws IOException {
    Ended ended = run("copy t from stdin;\n1\n2\n\\.\nselect 3;\n", "--format", "raw");
    assertThat(ended.err()).doesNotContain("psql command");
  }

  @Test
  void anEmptyScriptDoesNothingWell() throws IOException {
    assertThat(run("-- nothing\n;\n", "--format", "raw"))
        .isEqualTo(new Ended(ExitCode.DONE, "", ""));
    assertThat(run("", "--format", "json").out()).isIn("", "[]\n");
  }

  private Ended run(String script, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("script.sql"), script);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "run";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[arguments.length - 1] = file.toString();
    return cli.run(arguments);
  }
}
