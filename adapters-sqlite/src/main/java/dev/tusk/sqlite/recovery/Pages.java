package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.row.Table;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Finds Tusk's rows in the bare pages of a database whose tree cannot be followed any more.
///
/// Each cell of each leaf is decoded, and counts as a row of the table whose checksum fits: a wrong
/// guess fits none. Format: sqlite.org/fileformat2.html.
final class Pages {
  private static final int TABLE_LEAF = 0x0D;
  private static final int INDEX_LEAF = 0x0A;
  private static final int INDEX_INTERIOR = 0x02;
  private static final int MOST_VALUES = 64;

  private final ByteBuffer image;
  private final int pages;
  private final int headOfFirst;

  private Pages(byte[] image, int headOfFirst) {
    this.image = ByteBuffer.wrap(image);
    this.headOfFirst = headOfFirst;
    this.pages = image.length / Image.PAGE;
  }

  /// Those of a whole database.
  static Pages ofDatabase(byte[] image) {
    return new Pages(image, 100);
  }

  /// One that is not the first of its database. Values that go on other pages are not found.
  static Pages ofOne(byte[] page) {
    return new Pages(page, 0);
  }

  /// Gives every row that is whole to `found`; one that is there twice comes twice.
  void rows(BiConsumer<Table, @Nullable Object[]> found) {
    for (int page = 0; page < pages; page++) {
      int start = page * Image.PAGE;
      int head = start + (page == 0 ? headOfFirst : 0);
      int kind = image.get(head);
      if (kind == TABLE_LEAF || kind == INDEX_LEAF || kind == INDEX_INTERIOR) {
        int pointers = head + (kind == INDEX_INTERIOR ? 12 : 8);
        int cells = image.getShort(head + 3) & 0xFFFF;
        for (int i = 0; i < cells && pointers + 2 * i + 2 <= start + Image.PAGE; i++) {
          int at = image.getShort(pointers + 2 * i) & 0xFFFF;
          try {
            cell(start + at + (kind == INDEX_INTERIOR ? 4 : 0), kind == TABLE_LEAF, found);
          } catch (IndexOutOfBoundsException | BufferUnderflowException damaged) {
            // What points out of the file is no row.
          }
        }
      }
    }
  }

  private void cell(int at, boolean table, BiConsumer<Table, @Nullable Object[]> found) {
    long[] number = varint(image, at);
    long length = number[0];
    int next = (int) number[1];
    long rowId = 0;
    if (table) {
      number = varint(image, next);
      rowId = number[0];
      next = (int) number[1];
    }
    if (length < 2 || length > image.capacity()) {
      return;
    }
    @Nullable Object @Nullable [] values = record(payload(next, (int) length, table));
    if (values != null) {
      match(values, rowId, found);
    }
  }

  private static void match(
      @Nullable Object[] values, long rowId, BiConsumer<Table, @Nullable Object[]> found) {
    for (Table candidate : Table.values()) {
      int width = candidate.columns().size();
      if (values.length == width + 1 && values[width] instanceof Long sum) {
        @Nullable Object[] row = Arrays.copyOf(values, width);
        if (candidate == Table.HISTORY) {
          // An integer key is kept as the row's number.
          row[0] = rowId;
        }
        if (candidate.isWhole(row, sum)) {
          found.accept(candidate, row);
        }
      }
    }
  }

  /// The bytes of a record, which continues on overflow pages when it is long.
  private ByteBuffer payload(int at, int length, boolean table) {
    int usable = Image.PAGE;
    int most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    int least = (usable - 12) * 32 / 255 - 23;
    int fitting = least + (length - least) % (usable - 4);
    int local = length <= most ? length : fitting <= most ? fitting : least;
    byte[] bytes = new byte[length];
    image.get(at, bytes, 0, local);
    int have = local;
    int page = have < length ? image.getInt(at + local) : 0;
    while (have < length) {
      if (page < 1 || page > pages) {
        throw new IndexOutOfBoundsException(page);
      }
      int start = (page - 1) * Image.PAGE;
      int part = Math.min(length - have, usable - 4);
      image.get(start + 4, bytes, have, part);
      have += part;
      page = image.getInt(start);
    }
    return ByteBuffer.wrap(bytes);
  }

  private static @Nullable Object @Nullable [] record(ByteBuffer payload) {
    long[] number = varint(payload, 0);
    int end = (int) number[0];
    int head = (int) number[1];
    int body = end;
    @Nullable Object[] values = new @Nullable Object[MOST_VALUES];
    int count = 0;
    while (head < end) {
      number = varint(payload, head);
      head = (int) number[1];
      int type = (int) Math.min(number[0], Integer.MAX_VALUE);
      if (count == MOST_VALUES) {
        return null;
      }
      if (type >= 13 && type % 2 == 1) {
        byte[] text = new byte[Math.min((type - 13) / 2, payload.capacity())];
        payload.get(body, text);
        values[count] = new String(text, StandardCharsets.UTF_8);
        body += text.length;
      } else if (type == 8 || type == 9) {
        values[count] = (long) (type - 8);
      } else if (type >= 1 && type <= 6) {
        int width = type <= 4 ? type : type == 5 ? 6 : 8;
        long value = payload.get(body);
        for (int i = 1; i < width; i++) {
          value = (value << 8) | (payload.get(body + i) & 0xFF);
        }
        values[count] = value;
        body += width;
      } else if (type != 0) {
        return null;
      }
      count++;
    }
    return Arrays.copyOf(values, count);
  }

  /// @return the value, and the position behind it
  private static long[] varint(ByteBuffer bytes, int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte each = bytes.get(at + i);
      value = (value << 7) | (each & 0x7F);
      if (each >= 0) {
        return new long[] {value, at + i + 1};
      }
    }
    return new long[] {(value << 8) | (bytes.get(at + 8) & 0xFF), at + 9};
  }
}
