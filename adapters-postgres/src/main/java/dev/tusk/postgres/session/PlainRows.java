package dev.tusk.postgres.session;

import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.StatementSink;
import dev.tusk.postgres.wire.RowTaker;
import dev.tusk.postgres.wire.WireColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands a plain statement's rows on while the answer comes in, a page at a time in memory.
///
/// The server sends all of them, wanted or not. Those beyond the limit, and all after the sink has
/// failed or had enough, are dropped: the answer has to be read to its end, so that the protocol
/// stays in step and what the statement does is not half done.
///
/// A type that was never met can be asked for only after the answer. So a result that has one waits
/// for that while it is small; one that is not small comes with the type called unknown.
final class PlainRows implements RowTaker {
  private static final long PAGE_BYTES = 1 << 20;
  private static final int PAGE_ROWS = 20_000;
  private static final long HELD_BYTES = 4 << 20;

  /// The first rows are handed on when the server pauses; later ones too, but not more often than
  /// this.
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  /// A result that waits for the names of its types.
  private record Held(List<WireColumn> columns, List<RowPage> pages) {}

  private final ColumnTypes types;
  private final StatementSink sink;
  private final long limit;
  private final List<Held> held = new ArrayList<>();
  private long heldBytes;

  /// The result that is coming in; null before the first.
  private @Nullable List<WireColumn> columns;

  private boolean announced;
  private RowPage.Builder page = new RowPage.Builder(0, 0, 0);
  private int rows;
  private long rowBytes;
  private long passed;
  private long passedNanos = System.nanoTime();
  private boolean dropping;

  private long delivered;
  private boolean enough;
  private boolean more;
  private boolean misfit;
  private @Nullable RuntimeException failure;

  /// @param limit how many rows of each result are wanted
  PlainRows(ColumnTypes types, StatementSink sink, long limit) {
    this.types = types;
    this.sink = sink;
    this.limit = limit;
  }

  /// Whether there was a result, with rows or without.
  boolean any() {
    return columns != null;
  }

  /// Whether each row had the cells that were described.
  boolean fit() {
    return !misfit;
  }

  /// Whether rows came that the sink did not want.
  boolean more() {
    return more;
  }

  /// How many rows the sink has got, of all results.
  long delivered() {
    return delivered;
  }

  /// The columns of the results that wait for the names of their types.
  List<WireColumn> waitingForTypes() {
    return held.stream().flatMap(result -> result.columns().stream()).toList();
  }

  /// Hands on what is left, the answer being complete.
  ///
  /// @throws RuntimeException what the sink threw, now or before
  void end() {
    complete();
    letGo();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void columns(List<WireColumn> described) {
    complete();
    columns = described;
    announced = false;
    page = new RowPage.Builder(described.size(), FetchSize.FIRST, 0);
    passed = 0;
    enough = false;
    if (!held.isEmpty() || !types.knows(described)) {
      held.add(new Held(described, new ArrayList<>()));
    }
  }

  @Override
  public long row(int cells, int bytes) {
    misfit |= columns == null || columns.size() != cells;
    boolean full = passed + rows >= limit;
    if ((full && (rows > 0 || !announced))
        || rows == PAGE_ROWS
        || rowBytes >= PAGE_BYTES
        || (passed == 0 && rows == FetchSize.FIRST)) {
      pass();
    }
    dropping = misfit || full || enough || failure != null;
    if (dropping) {
      more = true;
      return heldBytes;
    }
    rows++;
    rowBytes += bytes;
    // Packing a page copies it.
    return 2 * rowBytes + heldBytes;
  }

  @Override
  public void cell(int size) {
    if (!dropping) {
      page.begin(size);
    }
  }

  @Override
  public void bytes(byte[] from, int offset, int length) {
    if (!dropping) {
      page.piece(from, offset, length);
    }
  }

  @Override
  public void waiting() {
    if (rows > 0 && (passed == 0 || System.nanoTime() - passedNanos >= PAUSE_NANOS)) {
      pass();
    }
  }

  private void complete() {
    if (columns != null) {
      pass();
    }
  }

  /// Hands on the rows that are there, and before the first the columns.
  private void pass() {
    List<RowPage> pages = rows == 0 ? List.of() : List.of(page.build(rows));
    passed += rows;
    passedNanos = System.nanoTime();
    rows = 0;
    rowBytes = 0;
    if (held.isEmpty()) {
      if (!announced && columns != null) {
        announce(columns);
      }
      hand(pages);
      return;
    }
    held.getLast().pages().addAll(pages);
    heldBytes += pages.stream().mapToLong(RowPage::heapBytes).sum();
    if (heldBytes > HELD_BYTES) {
      letGo();
    }
  }

  private void letGo() {
    for (Held result : held) {
      announce(result.columns());
      hand(result.pages());
    }
    held.clear();
    heldBytes = 0;
  }

  private void announce(List<WireColumn> result) {
    announced = true;
    enough = false;
    if (failure == null) {
      try {
        sink.columns(types.known(result));
      } catch (RuntimeException thrown) {
        failure = thrown;
      }
    }
  }

  private void hand(List<RowPage> pages) {
    for (RowPage each : pages) {
      if (enough) {
        more = true;
      } else if (failure == null) {
        try {
          enough = !sink.rows(each);
          delivered += each.rowCount();
        } catch (RuntimeException thrown) {
          failure = thrown;
        }
      }
    }
  }
}
