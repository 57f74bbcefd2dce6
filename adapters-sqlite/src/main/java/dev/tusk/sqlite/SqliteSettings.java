package dev.tusk.sqlite;

import dev.tusk.core.settings.SettingsStore;
import dev.tusk.sqlite.row.Table;
import java.util.HashMap;
import java.util.Map;

/// Settings in SQLite. Plain JDBC: the start reads them.
final class SqliteSettings implements SettingsStore {
  private final SqliteFile file;

  SqliteSettings(SqliteFile file) {
    this.file = file;
  }

  @Override
  public Map<String, String> all() {
    return file.read(
        connection -> {
          Map<String, String> values = new HashMap<>();
          for (var row :
              Table.SETTING.select(connection, SqliteConnections.NO_SETTINGS, file::noteDamage)) {
            values.put(String.valueOf(row[0]), String.valueOf(row[1]));
          }
          return Map.copyOf(values);
        });
  }

  @Override
  public void put(String key, String value) {
    file.write(connection -> Table.SETTING.put(connection, key, value));
  }

  @Override
  public void remove(String key) {
    file.write(connection -> Table.SETTING.remove(connection, "key = ?", key));
    file.forget();
  }
}
