package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.CommandLineRun.Ended;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.trace.Requirement;
import org.junit.jupiter.api.Test;

/// Guards on the command line. There is no terminal to ask on in these tests.
@Requirement("D-19")
final class GuardedRunTest {
  private static final String CREATE = "create temp table t (n int)";

  private final CommandLineRun cli = new CommandLineRun(new FixedClock());

  @Test
  void withoutAGuardNothingIsAsked() {
    assertThat(cli.run("query", CREATE + "; drop table t").code()).isZero();
  }

  @Test
  void askingWithoutATerminalRefusesAndSaysWhat() {
    Ended ended = cli.run("query", "--guard", "ask", CREATE + "; drop table t");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("DROP table t", "nobody is there to answer");
    assertThat(cli.run("query", "--guard", "ask", CREATE).code()).isZero();
  }

  @Test
  void readOnlyRefusesBeforeAnythingIsSent() {
    Ended ended = cli.run("query", "--guard", "read-only", "select 1; " + CREATE);
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("is read-only", "CREATE writes");
    assertThat(cli.run("query", "--guard", "read-only", "select 1").code()).isZero();
  }

  @Test
  void productionWritesOnlyWithTheNameOfTheDatabase() {
    assertThat(cli.run("query", "--guard", "production", CREATE).err()).contains("--unlock");
    assertThat(cli.run("query", "--guard", "production", "--unlock", "wrong", CREATE))
        .extracting(Ended::code)
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("query", "--guard", "production", "--unlock", "shop", CREATE).code())
        .isZero();
    assertThat(cli.run("query", "--guard", "read-only", "--unlock", "shop", "select 1").err())
        .contains("nothing unlocks it");
  }

  @Test
  void commandLineNeverTakesAGuardAway() {
    var url = cli.url();
    cli.run("connections", "add", "live", "--stage", "production", "--url", url);
    assertThat(cli.run("query", "-c", "live", "--guard", "silent", CREATE).err())
        .contains("is production and locked");
    assertThat(cli.run("query", "-c", "live", "select 1").code()).isZero();
    assertThat(cli.run("query", "-c", "live", "--guard", "loud", "select 1").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsCommittedByHandIsRolledBackUnlessItIsSaid() {
    var url = cli.url() + (cli.url().contains("?") ? "&" : "?") + "commit_mode=manual";
    Ended rolledBack = cli.run("query", "--url", url, CREATE);
    assertThat(rolledBack.code()).isEqualTo(ExitCode.CANCELLED);
    assertThat(rolledBack.err()).contains("rolled back", "--commit commits in the end");
    Ended committed = cli.run("query", "--url", url, "--commit", CREATE);
    assertThat(committed.code()).isZero();
    assertThat(committed.err()).contains("tusk: committed");
    assertThat(cli.run("query", "--url", url, CREATE + "; commit").code()).isZero();
    assertThat(cli.run("query", "--url", url, "show timezone").err()).doesNotContain("rolled back");
  }
}
