package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an SQLite write-ahead log holds, read without SQLite.
///
/// SQLite silently drops everything behind the first damaged frame, and the whole log when its head
/// is damaged. After a kill, without damage, what is dropped was never committed; that can be told
/// from the log itself and from the index beside it (`-shm`). Format: sqlite.org/walformat.html.
///
/// @param pages the newest committed content of each page, as the offset in `bytes`, by page number
/// @param pageCount the size of the database after the last commit; 0 when nothing was committed
/// @param damage what is wrong, for people Never compared.
@SuppressWarnings("ArrayRecordComponent")
record WriteAheadLog(
    byte[] bytes, Map<Integer, Integer> pages, int pageCount, Optional<String> damage) {
  private static final int HEAD = 32;
  private static final int FRAME_HEAD = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int PAGE = 4096;
  private static final int INDEX_HEAD = 48;
  private static final WriteAheadLog NONE =
      new WriteAheadLog(new byte[0], Map.of(), 0, Optional.empty());

  /// Reads the log of `file`, which nobody else uses meanwhile.
  public static WriteAheadLog of(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (!Files.isRegularFile(log) || Files.size(log) == 0) {
      return NONE;
    }
    Path index = file.resolveSibling(file.getFileName() + "-shm");
    byte[] indexHead = new byte[0];
    if (Files.isRegularFile(index)) {
      try (var in = Files.newInputStream(index)) {
        indexHead = in.readNBytes(INDEX_HEAD);
      }
    }
    return parse(Files.readAllBytes(log), indexHead);
  }

  /// The pages of all frames of the newest generation, the latest first, also of those behind the
  /// damage.
  List<byte[]> frames() {
    List<byte[]> found = new ArrayList<>();
    if (bytes.length >= HEAD + FRAME_HEAD + PAGE) {
      ByteBuffer log = ByteBuffer.wrap(bytes);
      long salt = salt(log);
      for (int at = HEAD; at + FRAME_HEAD + PAGE <= bytes.length; at += FRAME_HEAD + PAGE) {
        if (log.getLong(at + 8) == salt) {
          found.addFirst(Arrays.copyOfRange(bytes, at + FRAME_HEAD, at + FRAME_HEAD + PAGE));
        }
      }
    }
    return found;
  }

  /// What the frames of the newest generation share: the head's, or, since the head may be what is
  /// damaged, that of most frames.
  private static long salt(ByteBuffer log) {
    Map<Long, Integer> votes = new HashMap<>();
    for (int at = HEAD; at + FRAME_HEAD + PAGE <= log.capacity(); at += FRAME_HEAD + PAGE) {
      votes.merge(log.getLong(at + 8), 1, Integer::sum);
    }
    return votes.containsKey(log.getLong(16))
        ? log.getLong(16)
        : Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  static WriteAheadLog parse(byte[] bytes, byte[] indexHead) {
    ByteBuffer log = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD + FRAME_HEAD + PAGE) {
      // Not a whole frame: nothing was committed to it.
      return NONE;
    }
    int magic = log.getInt(0);
    ByteOrder words = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int[] sum = new int[2];
    add(sum, bytes, 0, 24, words);
    if ((magic & ~1) != MAGIC
        || log.getInt(8) != PAGE
        || sum[0] != log.getInt(24)
        || sum[1] != log.getInt(28)) {
      return new WriteAheadLog(
          bytes, Map.of(), 0, Optional.of("the log of its latest changes is damaged"));
    }
    return frames(bytes, sum, words, indexHead);
  }

  private static WriteAheadLog frames(byte[] bytes, int[] sum, ByteOrder words, byte[] indexHead) {
    ByteBuffer log = ByteBuffer.wrap(bytes);
    long salt = log.getLong(16);
    Map<Integer, Integer> committed = new LinkedHashMap<>();
    Map<Integer, Integer> pending = new LinkedHashMap<>();
    int pageCount = 0;
    int lastCommit = 0;
    int frame = 0;
    int at = HEAD;
    for (; at + FRAME_HEAD + PAGE <= bytes.length; at += FRAME_HEAD + PAGE) {
      if (log.getLong(at + 8) != salt) {
        break;
      }
      add(sum, bytes, at, 8, words);
      add(sum, bytes, at + FRAME_HEAD, PAGE, words);
      if (sum[0] != log.getInt(at + 16) || sum[1] != log.getInt(at + 20)) {
        break;
      }
      frame++;
      pending.put(log.getInt(at), at + FRAME_HEAD);
      if (log.getInt(at + 4) != 0) {
        committed.putAll(pending);
        pending.clear();
        pageCount = log.getInt(at + 4);
        lastCommit = frame;
      }
    }
    boolean more = commitBehind(log, at + FRAME_HEAD + PAGE, salt);
    int promised = promised(indexHead, salt);
    return new WriteAheadLog(
        bytes,
        committed,
        pageCount,
        more || promised > lastCommit
            ? Optional.of("the log of its latest changes is damaged behind change " + lastCommit)
            : Optional.empty());
  }

  /// Whether a frame of the same generation behind the first unreadable one ends a transaction. A
  /// kill never leaves one; the unreadable frame itself may be what a kill has left half written.
  private static boolean commitBehind(ByteBuffer log, int from, long salt) {
    for (int at = from; at + FRAME_HEAD + PAGE <= log.capacity(); at += FRAME_HEAD + PAGE) {
      if (log.getLong(at + 8) == salt && log.getInt(at + 4) != 0) {
        return true;
      }
    }
    return false;
  }

  /// How many frames were committed by the index, which is written after the log; 0 when the index
  /// is not of this log.
  private static int promised(byte[] head, long salt) {
    if (head.length < INDEX_HEAD) {
      return 0;
    }
    ByteBuffer index = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
    int[] sum = new int[2];
    add(sum, head, 0, 40, ByteOrder.nativeOrder());
    boolean ours =
        sum[0] == index.getInt(40)
            && sum[1] == index.getInt(44)
            // The salts are kept as the log has them.
            && ByteBuffer.wrap(head).getLong(32) == salt;
    return ours ? index.getInt(16) : 0;
  }

  /// SQLite's own checksum, continued.
  private static void add(int[] sum, byte[] bytes, int from, int length, ByteOrder order) {
    ByteBuffer words = ByteBuffer.wrap(bytes, from, length).order(order);
    while (words.hasRemaining()) {
      sum[0] += words.getInt() + sum[1];
      sum[1] += words.getInt() + sum[0];
    }
  }
}
