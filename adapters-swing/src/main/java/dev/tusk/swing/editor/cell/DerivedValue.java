package dev.tusk.swing.editor.cell;

import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import java.util.Arrays;
import java.util.List;

/// What was made of a value, for example its JSON with line breaks: as long as it may be, for it is
/// kept where results are, in memory and then in a file. [#close] gives both back.
final class DerivedValue implements ValueBytes, AutoCloseable {
  private static final List<ResultColumn> COLUMNS =
      List.of(new ResultColumn("", "bytea", 17, ResultColumn.Kind.BYTES));

  /// Each row of the store holds so many bytes, the last one fewer.
  private final ResultStore pieces;

  private final long length;

  private DerivedValue(ResultStore pieces, long length) {
    this.pieces = pieces;
    this.length = length;
  }

  /// Writes a value.
  interface Writing {
    void to(Sink sink);
  }

  /// Makes a value; what `writing` throws is passed on and nothing kept.
  ///
  /// @param limit bytes that it may have
  /// @throws TooLong when it would have more
  static DerivedValue make(KeepResults keep, long limit, Writing writing) {
    var store = keep.begin(COLUMNS);
    try {
      var sink = new Sink(store, limit);
      writing.to(sink);
      sink.flush();
      return new DerivedValue(store, sink.written);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public byte[] read(long from, int count) {
    var bytes = new byte[Math.clamp(length - from, 0, count)];
    for (var done = 0; done < bytes.length; ) {
      var at = from + done;
      var piece = pieces.slice(at / PIECE, 0, (int) (at % PIECE), bytes.length - done);
      if (piece == null) {
        throw new IllegalStateException("no piece is NULL");
      }
      System.arraycopy(piece, 0, bytes, done, piece.length);
      done += piece.length;
    }
    return bytes;
  }

  @Override
  public void close() {
    pieces.close();
  }

  /// Takes the bytes one after the other. Confined to one thread.
  static final class Sink {
    private final ResultStore into;
    private final long limit;
    private final byte[] piece = new byte[PIECE];
    private int used;
    private long written;

    private Sink(ResultStore into, long limit) {
      this.into = into;
      this.limit = limit;
    }

    void put(int value) {
      if (used == PIECE) {
        flush();
      }
      piece[used++] = (byte) value;
    }

    void put(byte[] values) {
      for (var value : values) {
        put(value);
      }
    }

    private void flush() {
      if (used == 0) {
        return;
      }
      written += used;
      if (written > limit) {
        throw new TooLong();
      }
      var page = new RowPage.Builder(1, 1, used);
      page.add(used == PIECE ? piece : Arrays.copyOf(piece, used));
      if (!into.append(page.build(1))) {
        throw new TooLong();
      }
      used = 0;
    }
  }

  /// It would be longer than it may.
  static final class TooLong extends RuntimeException {
    TooLong() {
      super("too long to be shown this way");
    }
  }
}
