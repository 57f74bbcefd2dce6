package dev.tusk.postgres.session;

import dev.tusk.core.session.Notice;
import dev.tusk.postgres.error.ServerErrors;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Encoding;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/// What the server answers to one message: results with rows, command tags, notices, an error.
///
/// Notices are passed on while the answer comes in; rows wait here, but for those that a taker
/// gets. A consumer that fails is kept for later: it would leave the protocol out of step.
final class Answer extends ResultHandlerBase {
  private final @Nullable Consumer<Notice> notices;
  private final List<Rows> results = new ArrayList<>();
  private @Nullable String tag;
  private @Nullable RuntimeException consumerFailure;

  Answer(@Nullable Consumer<Notice> notices) {
    this.notices = notices;
  }

  /// One result: its description, some or all rows, and the portal when there may be more.
  record Rows(List<Field> fields, List<Tuple> tuples, @Nullable ResultCursor portal) {}

  List<Rows> results() {
    return results;
  }

  /// The last command tag; null when none came.
  @Nullable String tag() {
    return tag;
  }

  /// Whether the server said how the statement ended, and each row has the columns described.
  boolean isWhole() {
    for (Rows rows : results) {
      int columns = rows.fields().size();
      for (Tuple tuple : rows.tuples()) {
        if (tuple.fieldCount() != columns) {
          return false;
        }
      }
    }
    return tag != null || !results.isEmpty();
  }

  /// Rethrows what a consumer of notices threw, now that the protocol is in step.
  void rethrowConsumerFailure() {
    if (consumerFailure != null) {
      throw consumerFailure;
    }
  }

  @Override
  public void handleResultRows(
      Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
    results.add(new Rows(List.of(fields), tuples, cursor));
  }

  @Override
  public void handleCommandStatus(String status, long updateCount, long insertOid) {
    // The driver's word for an empty query, for which the server sends no tag.
    tag = status.equals("EMPTY") ? "" : status;
  }

  @Override
  public void handleWarning(SQLWarning warning) {
    if (notices == null || consumerFailure != null) {
      return;
    }
    try {
      notices.accept(new Notice(ServerErrors.fields(warning)));
    } catch (RuntimeException failure) {
      consumerFailure = failure;
    }
  }

  List<String[]> texts(Encoding encoding) throws SQLException {
    List<String[]> rows = new ArrayList<>();
    try {
      for (Rows result : results) {
        for (Tuple tuple : result.tuples()) {
          String[] row = new String[tuple.fieldCount()];
          for (int i = 0; i < row.length; i++) {
            byte[] value = tuple.get(i);
            row[i] = value == null ? "" : encoding.decode(value);
          }
          rows.add(row);
        }
      }
    } catch (IOException notText) {
      throw new SQLException("The server's answer is not valid text", "22021", notText);
    }
    return rows;
  }
}
