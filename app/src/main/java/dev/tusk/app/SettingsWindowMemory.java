package dev.tusk.app;

import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.WindowMemory;
import dev.tusk.swing.shell.WindowPlace;
import java.util.Optional;

/// Keeps the window's place among the settings, as one line of numbers and words.
final class SettingsWindowMemory implements WindowMemory {
  private static final String KEY = "window.place";
  private static final int PARTS = 9;
  private final Settings settings;

  SettingsWindowMemory(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<WindowPlace> load() {
    return settings.get(KEY).flatMap(SettingsWindowMemory::parse);
  }

  @Override
  public void save(WindowPlace place) {
    settings.put(
        KEY,
        String.join(
            " ",
            "" + place.x(),
            "" + place.y(),
            "" + place.width(),
            "" + place.height(),
            "" + place.maximized(),
            "" + place.sidebarWidth(),
            "" + place.sidebarShown(),
            place.theme().name(),
            "" + place.zoom()));
  }

  static Optional<WindowPlace> parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new WindowPlace(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]),
              Boolean.parseBoolean(parts[4]),
              Integer.parseInt(parts[5]),
              Boolean.parseBoolean(parts[6]),
              Theme.Choice.valueOf(parts[7]),
              Float.parseFloat(parts[8])));
    } catch (IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }
}
