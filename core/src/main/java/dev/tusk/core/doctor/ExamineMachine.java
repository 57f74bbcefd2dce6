package dev.tusk.core.doctor;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.UseCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Examines this machine. Blocks as the keyring does.
@UseCase
public final class ExamineMachine {
  private final MachineProbe machine;
  private final CredentialStore keyring;

  public ExamineMachine(MachineProbe machine, CredentialStore keyring) {
    this.machine = machine;
    this.keyring = keyring;
  }

  /// One finding for each check.
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>(machine.examine());
    findings.add(keyring());
    return findings;
  }

  /// Asks for a password that nobody has: what matters is whether the keyring answers.
  private Finding keyring() {
    PasswordPlace place = keyring.place(new ConnectionId(new UUID(0, 0)));
    Optional<String> warning = keyring.warning();
    if (warning.isPresent() || place == PasswordPlace.UNKNOWN) {
      return Finding.warning(
          "keyring",
          warning.orElse("It does not answer; passwords are kept until Tusk ends").strip());
    }
    return Finding.ok("keyring", "It answers");
  }
}
