package dev.tusk.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.doctor.Finding.Verdict;
import dev.tusk.core.testkit.FakeMachine;
import dev.tusk.core.testkit.InMemoryCredentials;
import org.junit.jupiter.api.Test;

class ExamineMachineTest implements MachineProbeContract {
  @Override
  public MachineProbe probe() {
    return new FakeMachine();
  }

  @Test
  void keyringThatDoesNotWorkIsAWarning() {
    InMemoryCredentials keyring = new InMemoryCredentials();
    ExamineMachine examine = new ExamineMachine(new FakeMachine(), keyring);
    assertThat(examine.examine().getLast()).isEqualTo(Finding.ok("keyring", "It answers"));

    keyring.warnWith("Passwords are kept for this session only: no keyring.");
    assertThat(examine.examine().getLast().verdict()).isEqualTo(Verdict.WARNING);
    assertThat(examine.examine().getLast().evidence()).contains("no keyring");
  }
}
