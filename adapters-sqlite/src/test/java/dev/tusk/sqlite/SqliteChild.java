package dev.tusk.sqlite;

import dev.tusk.core.history.HistoryStoreContract;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process of its own that writes until it is killed, or only starts and reports.
final class SqliteChild {
  private SqliteChild() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path file = Path.of(args[1]);
    Path natives = Path.of(args[2]);
    switch (args[0]) {
      case "write" -> {
        int from = Integer.parseInt(args[3]);
        try (SqliteStorage storage = SqliteStorage.open(file, natives)) {
          for (int i = from; ; i++) {
            storage.settings().put("key " + i, "value " + i);
            storage.history().add(HistoryStoreContract.entry(i, "select " + i));
            out.println(i);
          }
        }
      }
      case "start" -> {
        try (SqliteStorage storage = SqliteStorage.open(file, natives)) {
          out.println(
              "read "
                  + storage.settings().all().size()
                  + " "
                  + storage.workspace().tabs().size()
                  + " "
                  + storage.connections().all().size());
          storage.history().add(HistoryStoreContract.entry(1, "select 1"));
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
