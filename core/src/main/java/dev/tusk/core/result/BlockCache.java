package dev.tusk.core.result;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The slices of spilled blocks that were read last, of all results together. Thread-safe.
final class BlockCache {
  /// About what an entry takes besides its text.
  private static final long ENTRY = 150;

  private final long limit;
  private final Map<Key, ColumnBlock> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /// Some rows of a column of a page, found by the page's identity.
  private record Key(StoredPage page, int column, int slice) {}

  /// @param limit in bytes
  BlockCache(long limit) {
    this.limit = limit;
  }

  /// The longest slice that is worth keeping, in bytes.
  long longest() {
    return limit / 8;
  }

  synchronized @Nullable ColumnBlock get(StoredPage page, int column, int slice) {
    return blocks.get(new Key(page, column, slice));
  }

  synchronized void put(StoredPage page, int column, int slice, ColumnBlock block) {
    if (blocks.putIfAbsent(new Key(page, column, slice), block) != null) {
      return;
    }
    bytes += size(block);
    Iterator<ColumnBlock> eldest = blocks.values().iterator();
    while (bytes > limit) {
      bytes -= size(eldest.next());
      eldest.remove();
    }
  }

  /// Drops what is of `owner`.
  synchronized void forget(ResultStore owner) {
    blocks
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = each.getKey().page().owner().equals(owner);
              bytes -= gone ? size(each.getValue()) : 0;
              return gone;
            });
  }

  private static long size(ColumnBlock block) {
    return ENTRY + block.bytes().length;
  }
}
