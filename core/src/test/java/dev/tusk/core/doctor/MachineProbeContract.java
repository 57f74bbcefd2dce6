package dev.tusk.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every probe of the machine does.
public interface MachineProbeContract {
  MachineProbe probe();

  @Test
  default void eachCheckHasANameOfItsOwnAndEvidence() {
    assertThat(probe().examine())
        .extracting(Finding::check)
        .doesNotHaveDuplicates()
        .contains("java", "display", "data directory", "log");
    assertThat(probe().examine()).extracting(Finding::evidence).noneMatch(String::isBlank);
  }
}
