package dev.tusk.core.testkit;

import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.MachineProbe;
import java.util.List;

/// A machine on which all is well.
public final class FakeMachine implements MachineProbe {
  @Override
  public List<Finding> examine() {
    return List.of(
        Finding.ok("java", "Java 25"),
        Finding.ok("display", "DISPLAY=:0"),
        Finding.ok("data directory", "/data"),
        Finding.ok("log", "/data/logs"));
  }
}
