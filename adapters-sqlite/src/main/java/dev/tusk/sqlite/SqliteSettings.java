package dev.tusk.sqlite;

import dev.tusk.core.settings.SettingsStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
          try (PreparedStatement select =
                  connection.prepareStatement("select key, value from setting");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              values.put(row.getString(1), row.getString(2));
            }
          }
          return Map.copyOf(values);
        });
  }

  @Override
  public void put(String key, String value) {
    file.write(
        connection -> {
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  "insert into setting (key, value) values (?, ?)"
                      + " on conflict (key) do update set value = excluded.value")) {
            upsert.setString(1, key);
            upsert.setString(2, value);
            upsert.executeUpdate();
          }
        });
  }

  @Override
  public void remove(String key) {
    file.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from setting where key = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
          }
        });
  }
}
