package dev.tusk.core.testkit;

import dev.tusk.core.settings.SettingsStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Settings in memory. Thread-safe.
final class InMemorySettings implements SettingsStore {
  private final Map<String, String> values = new ConcurrentHashMap<>();

  @Override
  public Map<String, String> all() {
    return Map.copyOf(values);
  }

  @Override
  public void put(String key, String value) {
    values.put(key, value);
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }
}
