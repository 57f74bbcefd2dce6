package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.history.HistoryStoreContract;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.workspace.SavedTab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A store with something in every table, and what it holds.
record Sample(
    List<ConnectionConfig> connections,
    Map<String, String> settings,
    List<SavedTab> tabs,
    List<QueryHistoryEntry> history) {
  static final int CONNECTIONS = 30;

  static Sample of(SqliteStorage storage) {
    return new Sample(
        storage.connections().all(),
        storage.settings().all(),
        storage.workspace().tabs(),
        storage.history().search("", 1_000_000));
  }

  /// Whether nothing in it differs from `truth`; something may be missing.
  boolean isPartOf(Sample truth) {
    return truth.connections.containsAll(connections)
        && truth.settings.entrySet().containsAll(settings.entrySet())
        && truth.tabs.containsAll(tabs)
        && truth.history.containsAll(history);
  }

  int rows() {
    return connections.size() + settings.size() + tabs.size() + history.size();
  }

  /// @param entries of history, each of about 300 bytes
  static void fill(SqliteStorage storage, int entries) {
    for (int i = 0; i < CONNECTIONS; i++) {
      storage.connections().save(SqliteChild.connection(i));
    }
    for (int i = 0; i < 10; i++) {
      storage.settings().put("key " + i, "value " + i);
      storage.workspace().save(SqliteChild.tab(i));
    }
    for (int i = 0; i < entries; i++) {
      // Every twentieth goes on overflow pages.
      String sql = "select " + i + ", '" + "äx".repeat(i % 20 == 0 ? 3_000 : 40) + "'";
      storage.history().add(HistoryStoreContract.entry(i, sql));
    }
  }

  static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  static void clean(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(directory)) {
          Files.delete(each);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
