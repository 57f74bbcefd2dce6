package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.migration.Identity;
import dev.tusk.sqlite.migration.Migrations;
import dev.tusk.sqlite.row.Table;
import dev.tusk.sqlite.row.Tally;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows that can still be read of a damaged file: none that differs from what was written.
///
/// A file of the first schema has no checksums; its rows are taken as they are.
final class Salvage {
  private static final System.Logger LOG = System.getLogger(Salvage.class.getName());

  private final Map<Table, Map<Object, @Nullable Object[]>> rows = new EnumMap<>(Table.class);
  private final Map<Table, Tally> tallies = new EnumMap<>(Table.class);
  private final Set<Table> read = EnumSet.noneOf(Table.class);
  private boolean logDamaged;

  private Salvage() {
    for (Table table : Table.values()) {
      rows.put(table, new LinkedHashMap<>());
    }
  }

  /// Reads as much as can be read of `image`.
  static Salvage of(byte[] image) {
    return of(image, List.of());
  }

  /// Reads `image`, with the rows that are whole in the pages of a damaged log, which are newer:
  /// the latest first. What was removed behind the damage comes back so; what was added is not
  /// lost.
  static Salvage of(byte[] image, List<byte[]> log) {
    Salvage salvage = new Salvage();
    salvage.logDamaged = !log.isEmpty();
    for (byte[] page : log) {
      Pages.ofOne(page).rows(salvage::add);
    }
    if (image.length < Image.PAGE) {
      return salvage;
    }
    for (boolean mended : new boolean[] {false, true}) {
      if (!salvage.isComplete()) {
        try (Connection connection = Image.open(image, mended)) {
          salvage.readTables(connection);
        } catch (SQLException unreadable) {
          LOG.log(System.Logger.Level.DEBUG, "Not readable as a database", unreadable);
        }
      }
    }
    if (!salvage.isComplete()) {
      Pages.ofDatabase(image).rows(salvage::add);
    }
    return salvage;
  }

  /// Whether the log was damaged, so that nobody knows how many rows there were.
  boolean isLogDamaged() {
    return logDamaged;
  }

  /// The rows of `table` by key.
  Map<Object, @Nullable Object[]> rows(Table table) {
    return rows.getOrDefault(table, Map.of());
  }

  /// How many rows there were; as many as were found when the file does not tell.
  long expected(Table table) {
    Tally tally = tallies.get(table);
    return tally == null ? rows(table).size() : Math.max(tally.rows(), rows(table).size());
  }

  /// Whether all rows of `table` were found.
  boolean isComplete(Table table) {
    Tally tally = tallies.get(table);
    return !logDamaged
        && (tally == null ? read.contains(table) : tally.rows() == rows(table).size());
  }

  private boolean isComplete() {
    return !logDamaged
        && read.size() == Table.values().length
        && Set.of(Table.values()).stream().allMatch(this::isComplete);
  }

  private void readTables(Connection connection) {
    boolean summed = true;
    try {
      boolean kept = Identity.isKept(connection) && Identity.read(connection).isPresent();
      // Without sums only what Tusk has surely written is taken.
      summed = kept || !Migrations.isOurs(connection);
      if (kept) {
        tallies.putAll(Tally.all(connection));
      }
    } catch (SQLException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "No tally", unreadable);
    }
    for (Table table : Table.values()) {
      if (!read.contains(table)) {
        try {
          if (readTable(connection, table, summed)) {
            read.add(table);
          }
        } catch (SQLException unreadable) {
          LOG.log(System.Logger.Level.DEBUG, "Not all of " + table, unreadable);
        }
      }
    }
  }

  /// @return whether all rows of the table were whole
  private boolean readTable(Connection connection, Table table, boolean summed)
      throws SQLException {
    int width = table.columns().size();
    boolean whole = true;
    try (Statement statement = connection.createStatement()) {
      // A view in the table's place could take for ever.
      if (!isTable(statement, table)) {
        return false;
      }
      boolean sums = hasSums(statement, table);
      try (ResultSet each =
          statement.executeQuery(
              sums ? table.select() : table.select().replace(", checksum from", ", 0 from"))) {
        while (each.next()) {
          @Nullable Object[] row = Table.values(each, width);
          long sum = each.getLong(width + 1);
          if (table.isWhole(row, sum) || (!summed && sum == 0)) {
            add(table, row);
          } else {
            whole = false;
          }
        }
      }
    }
    return whole;
  }

  private static boolean isTable(Statement statement, Table table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select count(*) from sqlite_schema where type = 'table' and name = '"
                + table.table()
                + "' and sql not like '%generated%'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  private static boolean hasSums(Statement statement, Table table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select count(*) from pragma_table_info('"
                + table.table()
                + "') where name = 'checksum'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  private void add(Table table, @Nullable Object[] row) {
    Object key = row[0];
    if (key != null) {
      rows(table).putIfAbsent(key, row);
    }
  }
}
