package dev.tusk.sqlite;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.history.HistoryStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecoveryTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void fill() {
    file = directory.resolve("tusk.db");
    try (SqliteStorage storage = open()) {
      for (int i = 0; i < 20; i++) {
        storage.connections().save(connection("shop " + i).build());
        storage.history().add(HistoryStoreContract.entry(i, "select " + "x".repeat(500)));
      }
    }
  }

  private SqliteStorage open() {
    return SqliteStorage.open(file, Natives.DIRECTORY);
  }

  private List<Path> setAside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(each -> each.getFileName().toString().contains(".corrupt-")).toList();
    }
  }

  private void write(byte[] content) throws IOException {
    Files.write(file, content);
  }

  @Test
  void secondDamageInTheSameSecondOverwritesNothing() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(("no database " + i).getBytes(StandardCharsets.UTF_8));
      open().close();
    }
    assertThat(setAside()).hasSize(3);
  }
}
