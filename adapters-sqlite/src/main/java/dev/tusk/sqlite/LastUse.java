package dev.tusk.sqlite;

import dev.tusk.sqlite.recovery.PrivateFiles;
import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What is noted beside the store about its last use: it tells a lost store from a first start.
///
/// @param store the id of the store; empty when there is no note
/// @param stage whether it was closed: the log must be there when it was not
/// @param rows how many rows each table held
record LastUse(String store, Stage stage, Map<Table, Long> rows) {
  private static final System.Logger LOG = System.getLogger(LastUse.class.getName());

  /// Always the same length, so that it is written at once and in place, also on a full disk.
  private static final int LENGTH = 256;

  static final LastUse UNKNOWN = new LastUse("", Stage.CLOSED, Map.of());

  enum Stage {
    OPEN,
    CLOSED
  }

  boolean heldData() {
    return rows.values().stream().anyMatch(count -> count > 0);
  }

  static LastUse of(Path file) {
    try {
      if (!Files.isRegularFile(note(file), LinkOption.NOFOLLOW_LINKS)
          || Files.size(note(file)) != LENGTH) {
        return UNKNOWN;
      }
      String[] words = Files.readString(note(file)).strip().split(" ", -1);
      Map<Table, Long> rows = new EnumMap<>(Table.class);
      for (int i = 2; i < words.length; i++) {
        String[] pair = words[i].split("=", 2);
        rows.put(Table.valueOf(pair[0].toUpperCase(Locale.ROOT)), Long.valueOf(pair[1]));
      }
      return new LastUse(words[0], Stage.valueOf(words[1]), rows);
    } catch (IOException | RuntimeException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "The note of the last use is not readable", unreadable);
      return UNKNOWN;
    }
  }

  /// Never fails: without the note the next start knows less.
  void write(Path file) {
    StringBuilder text = new StringBuilder(store + " " + stage);
    rows.forEach(
        (table, count) -> text.append(' ').append(table.table()).append('=').append(count));
    byte[] bytes =
        (text + " ".repeat(LENGTH - 1 - text.length()) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      PrivateFiles.refuseLink(note(file));
      PrivateFiles.file(note(file));
      try (FileChannel channel =
          FileChannel.open(note(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        channel.write(ByteBuffer.wrap(bytes), 0);
      }
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "The use of " + file + " could not be noted", failure);
    }
  }

  /// Takes the note away, where what it says is no longer so.
  static void forget(Path file) {
    try {
      Files.deleteIfExists(note(file));
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "The note beside " + file + " stays", failure);
    }
  }

  private static Path note(Path file) {
    return file.resolveSibling(file.getFileName() + ".state");
  }
}
