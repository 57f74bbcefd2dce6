package dev.tusk.core.settings;

import dev.tusk.core.kernel.UseCase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a person has chosen, read once and kept in memory. Thread-safe; writing blocks.
@UseCase
public final class Settings {
  private static final String RESULT_LIMIT = "result.limit";
  private static final long DEFAULT_RESULT_LIMIT = 1_000;

  private final SettingsStore store;
  private final Map<String, String> values;

  /// Reads all settings from `store`.
  public Settings(SettingsStore store) {
    this.store = store;
    this.values = new ConcurrentHashMap<>(store.all());
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public String get(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  /// Sets it now and writes it down; the same value again costs nothing.
  public void put(String key, String value) {
    if (!value.equals(values.put(key, value))) {
      store.put(key, value);
    }
  }

  /// Rows of each result that a new tab fetches; `Long.MAX_VALUE` for all. What cannot be read as a
  /// number counts as never set.
  public long resultLimit() {
    try {
      long rows = Long.parseLong(get(RESULT_LIMIT, "" + DEFAULT_RESULT_LIMIT));
      return rows > 0 ? rows : Long.MAX_VALUE;
    } catch (NumberFormatException notANumber) {
      return DEFAULT_RESULT_LIMIT;
    }
  }

  /// Sets [#resultLimit]; writing blocks.
  public void resultLimit(long rows) {
    put(RESULT_LIMIT, rows == Long.MAX_VALUE ? "0" : Long.toString(rows));
  }

  public void remove(String key) {
    if (values.remove(key) != null) {
      store.remove(key);
    }
  }
}
