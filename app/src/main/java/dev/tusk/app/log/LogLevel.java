package dev.tusk.app.log;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much of Tusk's own doing is logged (FR-024): `TUSK_LOG` if it is set, else debug in a
/// development run and info in production. Libraries log warnings and worse whatever is set.
///
/// @param level what is logged
/// @param complaint what is wrong with the setting, for people; empty when it is in order
public record LogLevel(Level level, Optional<String> complaint) {
  /// The one setting.
  public static final String VARIABLE = "TUSK_LOG";

  private static final List<Level> LEVELS =
      List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);

  /// Reads the setting; one that says nothing known is as if it were not set.
  ///
  /// @param chosen empty when it is not set
  public static LogLevel of(String chosen, boolean development) {
    Level usual = development ? Level.DEBUG : Level.INFO;
    String wanted = chosen.strip().toUpperCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return new LogLevel(usual, Optional.empty());
    }
    for (Level each : LEVELS) {
      if (each.levelStr.equals(wanted)) {
        return new LogLevel(each, Optional.empty());
      }
    }
    return new LogLevel(
        usual,
        Optional.of(
            "%s=%s is no level; use error, warn, info, debug or trace. Logging %s for now."
                .formatted(VARIABLE, chosen, usual.levelStr.toLowerCase(Locale.ROOT))));
  }
}
