package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the viewer shows of a cell, and what it makes of it to show it otherwise. Nothing of it is
/// in the heap as a whole: all is read piece by piece where it is. Thread-safe; blocks, so for
/// background threads. [#close] drops what was made; the cell is the result's.
final class CellContent implements AutoCloseable {
  /// Indented, a text may be so many times longer, and a little more.
  private static final long LONGER = 12;

  private static final long A_LITTLE = 4 << 20;

  private static final int START = 200;

  /// A shorter value is indented before anybody has waited.
  private static final int AT_ONCE = 1 << 20;

  private static final int PREVIEW = 1 << 14;

  private final KeepResults keep;
  private final ResultStore store;
  private final long row;
  private final int index;
  private final StoredCell text;
  private final Map<ViewMode, DerivedValue> made = new EnumMap<>(ViewMode.class);
  private boolean closed;

  CellContent(KeepResults keep, ResultStore store, long row, int index) {
    this.keep = keep;
    this.store = store;
    this.row = row;
    this.index = index;
    this.text = new StoredCell(store, row, index);
  }

  /// What is known of a value before any of it is shown.
  ///
  /// @param modes ways to show it, the best one first; none for NULL
  /// @param bytes of what it stands for
  record Start(List<ViewMode> modes, boolean isNull, long bytes) {}

  ResultColumn column() {
    return store.columns().get(index);
  }

  Start start() {
    if (store.isNull(row, index)) {
      return new Start(List.of(), true, 0);
    }
    var data = data(Cancellation.create());
    return new Start(
        ViewMode.of(column(), text.read(0, START), data.read(0, START)), false, data.length());
  }

  /// The value's text as the server sent it.
  ValueBytes text() {
    return text;
  }

  /// What the value stands for: the bytes of a `bytea`, else its text.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled
  ValueBytes data(Cancellation cancellation) {
    if (column().kind() != Kind.BYTES) {
      return text;
    }
    return HexDigits.begin(text.read(0, START))
        ? new HexDigits(text)
        : made(ViewMode.HEX, out -> Escaped.decode(reader(cancellation), out));
  }

  /// The bytes that are shown in a mode.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled
  /// @throws DerivedValue.TooLong when indenting would make it far longer than it is
  ValueBytes shown(ViewMode mode, Cancellation cancellation) {
    return switch (mode) {
      case TEXT, TREE -> text;
      case HEX, IMAGE -> data(cancellation);
      case JSON -> made(mode, out -> new JsonLayout(reader(cancellation), out).write());
      case XML -> made(mode, out -> new XmlLayout(reader(cancellation), out).write());
    };
  }

  /// The start of what is shown in a mode, made within a moment; null where the whole is.
  ///
  /// @throws DerivedValue.TooLong as [#shown] does
  @Nullable ValueBytes startOf(ViewMode mode) {
    if ((mode != ViewMode.JSON && mode != ViewMode.XML) || text.length() < AT_ONCE) {
      return null;
    }
    var in = new ByteReader(ValueBytes.of(text.read(0, PREVIEW)), 0, Cancellation.create());
    DerivedValue.Writing writing =
        mode == ViewMode.JSON
            ? out -> new JsonLayout(in, out).write()
            : out -> new XmlLayout(in, out).write();
    try (var start = DerivedValue.make(keep, A_LITTLE, writing)) {
      return ValueBytes.of(start.read(0, (int) start.length()));
    }
  }

  private ByteReader reader(Cancellation cancellation) {
    return new ByteReader(text, 0, cancellation);
  }

  private synchronized DerivedValue made(ViewMode mode, DerivedValue.Writing writing) {
    if (closed) {
      throw new IllegalStateException("the viewer is closed");
    }
    var known = made.get(mode);
    if (known == null) {
      known = DerivedValue.make(keep, LONGER * text.length() + A_LITTLE, writing);
      made.put(mode, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    made.values().forEach(DerivedValue::close);
    made.clear();
  }
}
