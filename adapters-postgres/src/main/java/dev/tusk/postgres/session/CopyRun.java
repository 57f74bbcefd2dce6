package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.StatementSink;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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
      // Its own way to end it would send a cancel in clear text.
      link.cut();
      throw new SQLException("The server does not read data for this statement", "08P01");
    }
    try {
      byte[] chunk = new byte[CHUNK];
      for (int read = data.read(chunk); read >= 0; read = data.read(chunk)) {
        if (running.isStopped()) {
          throw new TuskException(new TuskError.Cancelled("Stopped at your request", null));
        }
        copy.writeToCopy(chunk, 0, read);
        link.drain(sink::notice);
      }
      long rows = copy.endCopy();
      link.drain(sink::notice);
      return outcome(rows);
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

  /// @param stop asks the server to stop the statement; may throw a TuskException
  CommandOutcome out(String sql, BooleanSupplier stop) throws SQLException {
    CopyOperation operation = link.copy(sql);
    if (!(operation instanceof CopyOut copy)) {
      operation.cancelCopy();
      throw new SQLException("The server does not send data for this statement", "08P01");
    }
    @Nullable RuntimeException consumerFailure = null;
    long rows = 0;
    try {
      // After Stop the rest is read and dropped until the server's answer to the cancel comes; the
      // driver's own way to end a COPY would send the cancel in clear text.
      for (byte[] data = copy.readFromCopy(); data != null; data = copy.readFromCopy()) {
        if (!running.isStopped() && consumerFailure == null) {
          try {
            long now = link.copied();
            sink.copyOut(data, now - rows);
            rows = now;
          } catch (RuntimeException failure) {
            consumerFailure = failure;
            stopOrCut(stop);
          }
        }
        link.drain(sink::notice);
      }
    } catch (SQLException failure) {
      if (consumerFailure == null) {
        throw failure;
      }
      consumerFailure.addSuppressed(failure);
    }
    if (consumerFailure != null) {
      throw consumerFailure;
    }
    return outcome(copy.getHandledRowCount());
  }

  /// Nobody wants the rest, which may take hours.
  private void stopOrCut(BooleanSupplier stop) {
    try {
      var _ = stop.getAsBoolean();
    } catch (TuskException noWay) {
      link.cut();
    }
  }

  private CommandOutcome outcome(long rows) {
    return new CommandOutcome("COPY " + rows, rows, false, link.transactionState());
  }
}
