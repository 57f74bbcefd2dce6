package dev.tusk.core.export;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// One file that is written: from the rows of a statement that runs, or from rows that are there.
/// Used by one thread at a time, and once.
///
/// The file appears when its last row is in it; after a failure or a stop there is none.
public final class ExportRun {
  /// Rows between two looks at whether to stop.
  private static final int ROWS_AT_ONCE = 1_000;

  private static final String SEVERAL = "The statement gives several results, and a file holds one";

  private final WriteRows writeRows;
  private final ExportFormat format;
  private final ExportOptions options;
  private final Path target;
  private final Listener told;
  private @Nullable ExportFile file;
  private @Nullable Counting out;
  private @Nullable RowWriter writer;
  private @Nullable Exception broken;
  private long rows;

  /// Hears how an export goes, on the thread that writes.
  public interface Listener {
    /// So much is written.
    void progress(long rows, long bytes);

    /// The file is whole and has its name.
    void done(long rows, long bytes);

    /// There is no file.
    ///
    /// @param reason why; null when the statement failed, which its own listener hears
    void failed(@Nullable Exception reason);
  }

  public ExportRun(
      WriteRows writeRows, ExportFormat format, ExportOptions options, Path target, Listener told) {
    this.writeRows = writeRows;
    this.format = format;
    this.options = options;
    this.target = target;
    this.told = told;
  }

  /// Gives the rows of one statement to the file and all else to `inner`.
  public StatementListener listen(StatementListener inner) {
    return new Listening(inner);
  }

  /// Writes rows that are there, to the end or until `stop`.
  public void write(List<ResultColumn> columns, Rows from, Cancellation stop) {
    try {
      open();
      begin(columns);
      from.forEach(
          cells -> {
            row(cells);
            if (rows % ROWS_AT_ONCE == 0) {
              if (stop.isCancelled()) {
                throw new CancellationException("Stopped at your request");
              }
              progress();
            }
          });
      end();
    } catch (UncheckedIOException failure) {
      fail(failure.getCause());
    } catch (IOException | RuntimeException failure) {
      fail(failure);
    }
  }

  /// Rows in their order.
  @FunctionalInterface
  public interface Rows {
    /// Hands each row to `taker`.
    void forEach(Taker taker) throws IOException;
  }

  /// Takes a row.
  @FunctionalInterface
  public interface Taker {
    /// The cells are read during the call only.
    void take(Cells cells) throws IOException;
  }

  private void open() throws IOException {
    ExportFile made = ExportFile.create(target);
    file = made;
    out = new Counting(made);
  }

  private void begin(List<ResultColumn> columns) throws IOException {
    if (out != null) {
      RowWriter begun = writeRows.to(out, format, options, columns);
      writer = begun;
      begun.begin();
    }
  }

  private void row(Cells cells) throws IOException {
    if (writer != null) {
      writer.row(cells);
      rows++;
    }
  }

  private void page(RowPage page) throws IOException {
    if (writer != null) {
      writer.rows(page);
      rows += page.rowCount();
    }
  }

  private void progress() {
    if (out != null) {
      told.progress(rows, out.count);
    }
  }

  private void end() throws IOException {
    if (writer != null) {
      writer.end();
    }
    if (out != null && file != null) {
      out.flush();
      file.commit();
      file.close();
      told.done(rows, out.count);
    }
  }

  private void fail(@Nullable Exception reason) {
    Exception why = reason;
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException notRemoved) {
      why = why == null ? notRemoved : why;
    }
    told.failed(why);
  }

  /// Counts what passes.
  private static final class Counting extends FilterOutputStream {
    private long count;

    Counting(OutputStream out) {
      super(new BufferedOutputStream(out, 1 << 16));
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      count++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      count += length;
    }
  }

  private final class Listening implements StatementListener {
    private final StatementListener inner;

    Listening(StatementListener inner) {
      this.inner = inner;
    }

    @Override
    public void started(QueryHandle handle) {
      inner.started(handle);
      try {
        open();
      } catch (IOException failure) {
        broken = failure;
      }
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      if (broken == null) {
        try {
          if (writer != null) {
            throw new IOException(SEVERAL);
          }
          begin(columns);
        } catch (IOException failure) {
          broken = failure;
        }
      }
    }

    /// A file that cannot be written ends the fetch, not the person's transaction.
    @Override
    public boolean rows(RowPage page) {
      if (broken == null) {
        try {
          page(page);
          progress();
        } catch (IOException failure) {
          broken = failure;
        }
      }
      return broken == null;
    }

    @Override
    public void copyOut(byte[] data, long more) {
      Counting to = out;
      if (broken == null && to != null) {
        try {
          to.write(data, 0, data.length);
          rows += more;
          progress();
          return;
        } catch (IOException failure) {
          broken = failure;
        }
      }
      if (broken instanceof IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void notice(Notice notice) {
      inner.notice(notice);
    }

    @Override
    public void finished(QueryResult result) {
      try {
        if (broken == null) {
          rows = writer == null ? result.affected() : rows;
          end();
        }
      } catch (IOException failure) {
        broken = failure;
      } finally {
        inner.finished(result);
      }
      if (broken != null) {
        fail(broken);
      }
    }

    @Override
    public void failed(QueryFailure failure) {
      inner.failed(failure);
      fail(broken);
    }
  }
}
