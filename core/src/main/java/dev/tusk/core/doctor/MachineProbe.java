package dev.tusk.core.doctor;

import dev.tusk.core.kernel.DrivenPort;
import java.util.List;

/// Looks at the machine that Tusk runs on. Blocks as a disk does.
@DrivenPort
public interface MachineProbe {
  /// Java, the display, the data directory and the log, each with evidence. Changes nothing that
  /// stays; never throws.
  List<Finding> examine();
}
