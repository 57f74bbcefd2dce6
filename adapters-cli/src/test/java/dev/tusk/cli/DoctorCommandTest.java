package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.CommandLineRun.Ended;
import dev.tusk.core.testkit.RealTime;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {
  private final CommandLineRun cli = new CommandLineRun(new RealTime());

  @Test
  void withoutAConnectionOnlyTheMachineIsExamined() {
    Ended ended = machineOnly().run("doctor");
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("ok       java").contains("keyring");
    assertThat(ended.out()).doesNotContain("connect");
  }

  private CommandLineRun machineOnly() {
    for (String name : new String[] {"PGHOST", "PGPORT", "PGDATABASE", "PGUSER"}) {
      cli.variable(name, null);
    }
    return cli;
  }

  @Test
  void jsonIsOneArrayOfObjects() {
    assertThat(machineOnly().run("doctor", "--json").out())
        .startsWith("[{\"check\": \"java\", \"verdict\": \"ok\", \"evidence\": \"")
        .endsWith("\"}]\n");
  }

  @Test
  void connectionThatFailsIsExitCodeThree() {
    Ended ended = cli.variable("PGPASSWORD", "wrong").run("doctor");
    assertThat(ended.code()).as(ended.out()).isEqualTo(ExitCode.NO_CONNECTION);
    assertThat(ended.out()).contains("failed   connect");
  }

  @Test
  void whatWasInterruptedIsExitCodeFourAndStillSaysWhatWasSeen() {
    Ended ended = cli.interrupted().run("doctor");
    assertThat(ended.code()).as(ended.out()).isEqualTo(ExitCode.CANCELLED);
    assertThat(ended.out()).contains("ok       java", "failed   connect");
  }
}
