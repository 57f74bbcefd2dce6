package dev.tusk.core.result;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The blocks of spilled pages that were read last, of all results together. Thread-safe.
final class BlockCache {
  private final long limit;
  private final Map<Key, ColumnBlock> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /// A column of a page, found by the page's identity.
  private record Key(StoredPage page, int column) {}

  /// @param limit in bytes
  BlockCache(long limit) {
    this.limit = limit;
  }

  /// The longest block that is worth keeping, in bytes.
  long longest() {
    return limit / 8;
  }

  synchronized @Nullable ColumnBlock get(StoredPage page, int column) {
    return blocks.get(new Key(page, column));
  }

  synchronized void put(StoredPage page, int column, ColumnBlock block) {
    if (block.bytes().length > longest()
        || blocks.putIfAbsent(new Key(page, column), block) != null) {
      return;
    }
    bytes += block.bytes().length;
    Iterator<ColumnBlock> eldest = blocks.values().iterator();
    while (bytes > limit) {
      bytes -= eldest.next().bytes().length;
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
              bytes -= gone ? each.getValue().bytes().length : 0;
              return gone;
            });
  }

  synchronized long bytes() {
    return bytes;
  }
}
