package dev.tusk.core.settings;

import dev.tusk.core.kernel.DrivenPort;
import java.util.Map;

/// Settings by key. Blocks; thread-safe.
@DrivenPort
public interface SettingsStore {
  Map<String, String> all();

  void put(String key, String value);

  /// Removes it; a key that is not there is no error.
  void remove(String key);
}
