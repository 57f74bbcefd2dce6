package dev.tusk.sqlite;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.sqlite.row.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Finds history, with jOOQ. A class of its own: loading it loads jOOQ.
final class HistorySearch {
  private static final org.jooq.Table<Record> HISTORY = table(name("history"));
  private static final Field<Long> SEQ = field(name("seq"), Long.class);
  private static final Field<String> ID = field(name("id"), String.class);
  private static final Field<String> CONNECTION_ID = field(name("connection_id"), String.class);
  private static final Field<String> CONNECTION_NAME = field(name("connection_name"), String.class);
  private static final Field<String> DATABASE = field(name("database"), String.class);
  private static final Field<String> SQL = field(name("sql"), String.class);
  private static final Field<Long> STARTED_US = field(name("started_us"), Long.class);
  private static final Field<Long> DURATION_NS = field(name("duration_ns"), Long.class);
  private static final Field<String> OUTCOME = field(name("outcome"), String.class);
  private static final Field<Long> ROW_COUNT = field(name("row_count"), Long.class);
  private static final Field<Long> CHECKSUM = field(name("checksum"), Long.class);
  private static final Field<String> SQL_STATE = field(name("sql_state"), String.class);

  private HistorySearch() {}

  /// @param wanted in lower case
  /// @param damaged is told of each row whose checksum is wrong; that row is left out
  static List<QueryHistoryEntry> search(
      Connection connection, String wanted, int limit, Runnable damaged) throws SQLException {
    // SQLite folds the case of ASCII only; other letters are compared here, newest first.
    boolean ascii = wanted.chars().allMatch(c -> c < 128);
    Condition where =
        wanted.isEmpty() || !ascii
            ? noCondition()
            : SQL.like("%" + escaped(wanted) + "%").escape('\\');
    List<QueryHistoryEntry> found = new ArrayList<>();
    if (limit <= 0) {
      return found;
    }
    try (Cursor<? extends Record> rows =
        on(connection)
            .select(
                SEQ,
                ID,
                CONNECTION_ID,
                CONNECTION_NAME,
                DATABASE,
                SQL,
                STARTED_US,
                DURATION_NS,
                OUTCOME,
                ROW_COUNT,
                SQL_STATE,
                CHECKSUM)
            .from(HISTORY)
            .where(where)
            // Not by time: a clock may be set back.
            .orderBy(SEQ.desc())
            .fetchLazy()) {
      for (Record row : rows) {
        if (!isWhole(row)) {
          damaged.run();
        } else if (ascii || row.get(SQL).toLowerCase(Locale.ROOT).contains(wanted)) {
          found.add(entry(row));
          if (found.size() == limit) {
            break;
          }
        }
      }
    } catch (DataAccessException failure) {
      throw cause(failure);
    }
    return found;
  }

  private static boolean isWhole(Record row) {
    @Nullable Object[] values = new @Nullable Object[Table.HISTORY.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    Long sum = row.get(CHECKSUM);
    return sum != null && Table.HISTORY.isWhole(values, sum);
  }

  private static DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.SQLITE);
  }

  private static SQLException cause(DataAccessException failure) {
    SQLException cause = failure.getCause(SQLException.class);
    return cause == null ? new SQLException(failure.getMessage(), failure) : cause;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static QueryHistoryEntry entry(Record row) {
    return new QueryHistoryEntry(
        QueryId.parse(row.get(ID)),
        ConnectionId.parse(row.get(CONNECTION_ID)),
        row.get(CONNECTION_NAME),
        row.get(DATABASE),
        row.get(SQL),
        Micros.instant(row.get(STARTED_US)),
        Duration.ofNanos(row.get(DURATION_NS)),
        Outcome.valueOf(row.get(OUTCOME)),
        row.get(ROW_COUNT),
        row.get(SQL_STATE));
  }
}
