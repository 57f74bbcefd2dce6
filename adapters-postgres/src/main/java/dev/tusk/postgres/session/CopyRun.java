package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.StatementSink;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/// Streams `COPY … FROM STDIN` and `COPY … TO STDOUT`; holds one chunk at a time.
final class CopyRun {
  private static final int CHUNK = 64 * 1024;

  private final PgLink link;
  private final StatementSink sink;
  private final CancelGuard.Running running;

  CopyRun(PgLink link, StatementSink sink, CancelGuard.Running running) {
    this.link = link;
    this.sink = sink;
    this.running = running;
  }

  CommandOutcome in(String sql, InputStream data) throws SQLException {
    CopyOperation operation = link.copy(sql);
    if (!(operation instanceof CopyIn copy)) {
      operation.cancelCopy();
      throw new SQLException("The server does not read data for this statement", "08P01");
    }
    try {
      byte[] chunk = new byte[CHUNK];
      for (int read = data.read(chunk); read >= 0; read = data.read(chunk)) {
        if (running.isStopped()) {
          throw new TuskException(new TuskError.Cancelled("Stopped at your request", null));
        }
        copy.writeToCopy(chunk, 0, read);
      }
      return outcome(copy.endCopy());
    } catch (IOException failure) {
      throw new TuskException(
          new TuskError.StorageFailed(
              TuskError.Disk.OTHER, "The data to copy could not be read: " + failure.getMessage()),
          failure);
    } finally {
      if (copy.isActive() && link.isOpen()) {
        copy.cancelCopy();
      }
    }
  }

  CommandOutcome out(String sql) throws SQLException {
    CopyOperation operation = link.copy(sql);
    if (!(operation instanceof CopyOut copy)) {
      operation.cancelCopy();
      throw new SQLException("The server does not send data for this statement", "08P01");
    }
    RuntimeException consumerFailure = null;
    // After Stop the rest is read and dropped until the server's answer to the cancel comes; the
    // driver's own way to end a COPY would send the cancel in clear text.
    for (byte[] data = copy.readFromCopy(); data != null; data = copy.readFromCopy()) {
      if (!running.isStopped() && consumerFailure == null) {
        try {
          sink.copyOut(data, data.length);
        } catch (RuntimeException failure) {
          consumerFailure = failure;
        }
      }
      link.dropAsides();
    }
    if (consumerFailure != null) {
      throw consumerFailure;
    }
    return outcome(copy.getHandledRowCount());
  }

  private CommandOutcome outcome(long rows) {
    return new CommandOutcome("COPY " + rows, rows, false, link.transactionState());
  }
}
