package dev.tusk.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Says when a variable of the environment is set to something that Tusk does not know.
final class Surroundings {
  private static final String KEYRING = "TUSK_KEYRING";

  private Surroundings() {}

  /// What is wrong with `TUSK_KEYRING`, for people; empty when it is in order.
  static Optional<String> complaint(Map<String, String> variables) {
    String chosen = variables.getOrDefault(KEYRING, "").strip().toLowerCase(Locale.ROOT);
    return chosen.isEmpty() || chosen.equals("off")
        ? Optional.empty()
        : Optional.of(
            "%s=%s means nothing; use off to keep passwords in memory only, or do not set it. The"
                    .formatted(KEYRING, variables.get(KEYRING))
                + " keyring is used for now.");
  }
}
