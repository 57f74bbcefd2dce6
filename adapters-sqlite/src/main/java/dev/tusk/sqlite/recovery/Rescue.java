package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.row.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was read of a damaged store and of its newest good copy, and how it is told.
///
/// Rows come from the copy only for tables that could not be read whole: there they may bring back
/// what was removed since, which is better than to lose what was not.
public final class Rescue {
  private final Salvage salvage;
  private final Optional<Copies.Copy> copy;
  private final Salvage copied;
  private final Map<Table, Long> expected;
  private final Map<Table, Integer> read = new EnumMap<>(Table.class);
  private final Map<Table, Integer> restored = new EnumMap<>(Table.class);

  private Rescue(
      Salvage salvage, Optional<Copies.Copy> copy, Salvage copied, Map<Table, Long> expected) {
    this.salvage = salvage;
    this.copy = copy;
    this.copied = copied;
    this.expected = expected;
  }

  /// Reads what can be read; changes nothing.
  ///
  /// @param image the damaged store's bytes
  /// @param log the pages of its damaged log, the latest first
  /// @param expected how many rows each table held when the store was last used, as far as known
  public static Rescue of(byte[] image, List<byte[]> log, Copies copies, Map<Table, Long> expected)
      throws IOException {
    Salvage salvage = Salvage.of(image, log);
    if (Stream.of(Table.values())
        .allMatch(table -> isComplete(salvage, table, expected.getOrDefault(table, 0L)))) {
      return new Rescue(salvage, Optional.empty(), salvage, expected);
    }
    for (Copies.Copy each : copies.all()) {
      Salvage copied = Salvage.of(Files.readAllBytes(each.file()));
      if (Stream.of(Table.values()).allMatch(copied::isComplete)) {
        return new Rescue(salvage, Optional.of(each), copied, expected);
      }
    }
    return new Rescue(salvage, Optional.empty(), salvage, expected);
  }

  /// Puts the rows into an empty store.
  public void into(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin");
      for (Table table : Table.values()) {
        read.put(table, table.fill(connection, salvage.rows(table).values()));
        boolean needed = !isComplete(salvage, table, expected.getOrDefault(table, 0L));
        restored.put(
            table,
            copy.isPresent() && needed ? table.fill(connection, copied.rows(table).values()) : 0);
      }
      statement.execute("commit");
    }
  }

  /// What could be read, what comes from the copy, and what is lost; after [#into].
  public String told() {
    String from =
        list(table -> count(table, read.getOrDefault(table, 0), Optional.of(wanted(table))));
    String back =
        list(
            table -> {
              int rows = restored.getOrDefault(table, 0);
              return rows == 0 ? "" : count(table, rows, Optional.empty());
            });
    long lost =
        Stream.of(Table.values())
            .mapToLong(
                table ->
                    wanted(table) - read.getOrDefault(table, 0) - restored.getOrDefault(table, 0))
            .filter(rows -> rows > 0)
            .sum();
    return "Read from it: "
        + from
        + "."
        + copy.filter(none -> !back.isEmpty())
            .map(good -> " From the copy of " + good.day() + ": " + back + ".")
            .orElse("")
        + (lost == 0 ? "" : " The rest is lost.")
        + (salvage.isLogDamaged()
            ? " The latest changes may be lost, and what was removed last may be back."
            : "");
  }

  private long wanted(Table table) {
    return Math.max(salvage.expected(table), expected.getOrDefault(table, 0L));
  }

  private static boolean isComplete(Salvage salvage, Table table, long expected) {
    return salvage.isComplete(table) && salvage.rows(table).size() >= Math.min(expected, 1);
  }

  private static String list(Function<Table, String> text) {
    return List.of(Table.values()).stream()
        .map(text)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String count(Table table, long rows, Optional<Long> of) {
    String noun =
        switch (table) {
          case CONNECTION -> "saved connections";
          case SETTING -> "settings";
          case TAB -> "open tabs";
          case HISTORY -> "entries of history";
        };
    return String.format(
        Locale.ROOT, "%d %s%s", rows, of.map(all -> "of " + all + " ").orElse(""), noun);
  }
}
