package dev.tusk.swing.editor;

import dev.tusk.core.settings.Settings;

/// Tells when the last starts all ended soon after the tabs were opened: then opening them may be
/// what ended Tusk, and people are asked first. All but the constructor block.
final class RestoreGuard {
  static final String KEY = "editor.startsThatEndedEarly";

  /// One early end may be an accident.
  private static final int SUSPICIOUS = 2;

  private final Settings settings;

  RestoreGuard(Settings settings) {
    this.settings = settings;
  }

  /// Notes that the tabs are about to be opened.
  ///
  /// @return whether to ask before
  boolean begin() {
    int early = count();
    settings.put(KEY, Integer.toString(early + 1));
    return early >= SUSPICIOUS;
  }

  /// Notes that this run has gone well, or has been ended by a person.
  void survived() {
    settings.remove(KEY);
  }

  private int count() {
    try {
      return Integer.parseInt(settings.get(KEY, "0"));
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }
}
