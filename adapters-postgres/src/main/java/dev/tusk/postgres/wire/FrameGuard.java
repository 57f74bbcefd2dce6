package dev.tusk.postgres.wire;

import dev.tusk.postgres.wire.ProtocolViolation.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketTimeoutException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the server's messages and lets through only what the driver can survive.
///
/// The driver takes every length at its word: one lying message makes it ask for 2 GB, count
/// below zero or wait for ever (pgjdbc 42.7.14; its own checks were merged later, pull request
/// 4336). Here a message is let through when its length is one that its type can have and its
/// fields fill it exactly. Long errors and notices are shortened, a flood of notifications is
/// thinned out, and what is kept until the answer's end (rows, descriptions, errors) is counted
/// with what it costs in memory: an answer that would take the heap ends the link instead.
///
/// Of a statement that gives several results, as rules make it, the driver keeps the last: it
/// expects that each ends with a message of its own, which the server sends only once. Here one is
/// put in, as it comes between the results of several statements in one message.
///
/// A login that ends without a word of the server's version, which the driver does not survive, is
/// given [#NO_VERSION].
///
/// What comes by the million is kept away from the driver, which makes objects of all that it gets:
/// rows go to a [RowTaker], if there is one, and the pieces of a COPY, one for each row, are put
/// together to as few as they fit into.
///
/// Confined to the thread that reads, but for [#sent] and [#expectRows], which the thread that
/// writes calls before the server can answer.
public final class FrameGuard extends InputStream {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final int ROOM = 1 << 16;
  private static final int HEADER = 5;
  private static final int LONGEST_COPY = 1 << 26;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  /// The end of a result, CommandComplete, with a tag that says no number.
  private static final byte[] END_OF_RESULT = {'C', 0, 0, 0, 11, 'S', 'E', 'L', 'E', 'C', 'T', 0};

  /// What is reported as `server_version` for a server that reports none; no server says so.
  public static final String NO_VERSION = "0";

  private static final byte[] NO_VERSION_REPORT =
      ("S\0\0\0\u0015" + FrameRules.VERSION + "\0" + NO_VERSION + "\0")
          .getBytes(StandardCharsets.ISO_8859_1);

  /// What a row costs in the driver beside its bytes: a tuple, an array, a place in a list.
  private static final int ROW_COST = 64;

  /// What a field costs beside its bytes: an array's header and a reference.
  private static final int FIELD_COST = 24;

  /// What a column of a description costs the driver beside its bytes.
  private static final int COLUMN_COST = 200;

  private final InputStream in;
  private final FrameRules rules;

  /// What the taker has of rows.
  private final RowBudget.Share taken;

  /// What the driver keeps until the answer's end.
  private final RowBudget.Share kept;

  private byte[] raw = new byte[ROOM];

  /// Delivered up to `pos`, checked up to `checked`, read up to `end`.
  private int pos;

  private int checked;
  private int end;

  private long frameLeft;
  private int fieldsLeft = -1;
  private @Nullable RowTaker taking;
  private long valueLeft;
  private long copyLeft;
  private long asideLeft;
  private long rows;

  /// Whether a description has come and nothing since but rows and what comes between them.
  private boolean inResult;

  private volatile long expected = Long.MAX_VALUE;
  private volatile @Nullable RowTaker taker;
  private int width = -1;
  private long copied;
  private volatile Start start = Start.UNKNOWN;

  private enum Start {
    /// The client has sent nothing.
    UNKNOWN,
    /// The server answers a wish for encryption with one byte.
    ONE_BYTE,
    /// Messages come.
    FRAMES,
    /// Encrypted bytes come; another guard sits on the other side of the encryption.
    ENCRYPTED
  }

  /// Guards the bytes of one socket.
  ///
  /// @param encrypted whether `in` is the inside of a TLS socket
  /// @param login which ways of logging in are allowed
  /// @param budget what the rows of all answers may take
  public FrameGuard(InputStream in, boolean encrypted, LoginRules login, RowBudget budget) {
    this.in = in;
    this.rules = new FrameRules(login, encrypted);
    this.taken = budget.new Share();
    this.kept = budget.new Share();
    if (encrypted) {
      start = Start.FRAMES;
    }
  }

  /// Says what the client sends first: it decides what the first answer looks like.
  void sent(byte[] bytes, int offset, int length) {
    if (start == Start.ENCRYPTED) {
      return;
    }
    if (start == Start.UNKNOWN && bytes[offset] == 0x16) {
      start = Start.ENCRYPTED;
      return;
    }
    boolean wish =
        length == 8
            && (int) INT.get(bytes, offset) == 8
            && ((int) INT.get(bytes, offset + 4) == SSL_REQUEST
                || (int) INT.get(bytes, offset + 4) == GSS_REQUEST);
    start = wish ? Start.ONE_BYTE : Start.FRAMES;
  }

  /// Whether the client has asked for encryption and nothing else yet.
  boolean isEncrypting() {
    return start == Start.ONE_BYTE || start == Start.ENCRYPTED;
  }

  /// How many rows the next answer can have at most; a server that sends more lies.
  ///
  /// @param most 0 for no limit
  /// @param newTaker gets the rows; null for the driver
  public void expectRows(long most, @Nullable RowTaker newTaker) {
    expected = most == 0 ? Long.MAX_VALUE : most;
    taker = newTaker;
    width = -1;
    rows = 0;
  }

  /// Begins to count the rows of a COPY.
  public void expectCopy() {
    copied = 0;
  }

  /// How many pieces of COPY data have come: rows, and the header.
  public long copied() {
    return copied;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (pos == checked) {
      if (start == Start.ENCRYPTED && pos == end) {
        return in.read(target, offset, length);
      }
      if (!advance()) {
        return -1;
      }
    }
    int count = Math.min(length, checked - pos);
    System.arraycopy(raw, pos, target, offset, count);
    pos += count;
    return count;
  }

  /// What the server has said while nobody asked it anything.
  ///
  /// @param ended whether the server has ended the session
  /// @param word the fields of the last error or notice as the protocol has them; null when there
  ///     is none
  public record Aside(boolean ended, @Nullable String word) {}

  /// Looks at what has come while no answer is due; the driver still reads all of it later. To be
  /// called by the thread that would read, with a read timeout.
  public Aside listen() throws IOException {
    boolean ended = false;
    try {
      ended = end - pos < ROOM && !fill();
    } catch (SocketTimeoutException nothingCame) {
      // As it should be.
    }
    frames();
    @Nullable String word = null;
    for (int at = pos; at + HEADER <= checked; at += 1 + (int) INT.get(raw, at + 1)) {
      int length = (int) INT.get(raw, at + 1) - 4;
      if (length < 0 || at + HEADER + length > checked) {
        // The driver has taken the beginning of this one already.
        break;
      }
      if (FrameRules.isText((char) (raw[at] & 0xff))) {
        ended |= raw[at] == 'E';
        word = new String(raw, at + HEADER, length, StandardCharsets.UTF_8);
      }
    }
    return new Aside(ended, word);
  }

  @Override
  public int available() throws IOException {
    return end - pos + in.available();
  }

  @Override
  public void close() throws IOException {
    end();
    in.close();
  }

  /// Gives back what its rows take of the memory: nobody reads any more. By any thread.
  void end() {
    taken.close();
    kept.close();
  }

  /// Checks more bytes, or reads some; false at the end of the stream.
  private boolean advance() throws IOException {
    int before = checked;
    switch (start) {
      case UNKNOWN, FRAMES -> frames();
      case ENCRYPTED -> checked = end;
      case ONE_BYTE -> {
        oneByte();
        switch (start) {
          case FRAMES -> frames();
          case ENCRYPTED -> checked = end;
          case UNKNOWN, ONE_BYTE -> {}
        }
      }
    }
    return checked > before || fill();
  }

  private void oneByte() throws ProtocolViolation {
    if (end == checked) {
      return;
    }
    byte answer = raw[checked];
    if (answer == 'S' || answer == 'G') {
      if (end > checked + 1) {
        // Somebody in between hopes that it is taken for the server's, once there is TLS
        // (CVE-2021-23222).
        throw nonsense("data in clear text behind its agreement to encryption");
      }
      start = Start.ENCRYPTED;
      checked++;
    } else {
      // N: no encryption; the messages begin. Anything else is the first message's type.
      start = Start.FRAMES;
      checked += answer == 'N' ? 1 : 0;
    }
  }

  private boolean fill() throws IOException {
    if (pos > 0) {
      System.arraycopy(raw, pos, raw, 0, end - pos);
      checked -= pos;
      end -= pos;
      pos = 0;
    }
    if (end == 0 && raw.length > ROOM) {
      raw = new byte[ROOM];
    }
    if (end == raw.length) {
      // Only for a message that has to be seen whole; the rules say how long one can be.
      raw = Arrays.copyOf(raw, raw.length * 2);
    }
    RowTaker waits = taker;
    if (waits != null && fieldsLeft < 0) {
      waits.waiting();
    }
    int read = in.read(raw, end, raw.length - end);
    if (read > 0) {
      end += read;
    }
    return read >= 0;
  }

  private void release() {
    taken.release();
    kept.release();
  }

  private void frames() throws ProtocolViolation {
    while (true) {
      int left = end - checked;
      if (asideLeft > 0) {
        int drop = (int) Math.min(asideLeft, left);
        remove(checked, drop);
        asideLeft -= drop;
        if (asideLeft > 0) {
          return;
        }
      } else if (copyLeft > 0) {
        int pass = (int) Math.min(copyLeft, left);
        checked += pass;
        copyLeft -= pass;
        if (copyLeft > 0) {
          return;
        }
      } else if (fieldsLeft >= 0) {
        if (!row()) {
          return;
        }
      } else if (left < HEADER || !frame()) {
        return;
      }
    }
  }

  /// Goes on in a row; false when more bytes are needed.
  private boolean row() throws ProtocolViolation {
    RowTaker to = taking;
    boolean whole = row(to);
    if (to != null) {
      pos = checked;
    }
    return whole;
  }

  private boolean row(@Nullable RowTaker to) throws ProtocolViolation {
    while (fieldsLeft > 0 || valueLeft > 0) {
      int left = end - checked;
      if (valueLeft > 0) {
        int pass = (int) Math.min(valueLeft, left);
        if (to != null && pass > 0) {
          to.bytes(raw, checked, pass);
        }
        checked += pass;
        valueLeft -= pass;
        if (valueLeft > 0) {
          return false;
        }
      } else {
        if (left < 4) {
          return false;
        }
        int size = (int) INT.get(raw, checked);
        frameLeft -= 4L + Math.max(size, 0);
        if (size < -1 || frameLeft < 0) {
          throw nonsense("a row with a value of " + size + " bytes that do not fit into it");
        }
        checked += 4;
        fieldsLeft--;
        valueLeft = Math.max(size, 0);
        if (to != null) {
          to.cell(size);
        }
      }
    }
    if (frameLeft != 0) {
      throw nonsense("a row that is longer than its values");
    }
    fieldsLeft = -1;
    return true;
  }

  /// Begins a message; false when more bytes are needed.
  private boolean frame() throws ProtocolViolation {
    char type = (char) (raw[checked] & 0xff);
    int length = (int) INT.get(raw, checked + 1);
    rules.check(type, length);
    return switch (type) {
      case 'D' -> beginRow(length);
      case 'd' -> {
        if (length > LONGEST_COPY) {
          throw tooLarge("a piece of COPY data of " + length + " bytes");
        }
        yield copyData(length + 1);
      }
      default -> whole(type, length);
    };
  }

  /// Lets a piece of COPY data through, together with those behind it; false when more bytes are
  /// needed.
  private boolean copyData(int size) throws ProtocolViolation {
    if (size > ROOM / 2) {
      checked += HEADER;
      copyLeft = size - (long) HEADER;
      copied++;
      return true;
    }
    if (end - checked < size) {
      return false;
    }
    int into = checked + size;
    int next = into;
    copied++;
    while (end - next >= HEADER && raw[next] == 'd') {
      int length = (int) INT.get(raw, next + 1);
      rules.check('d', length);
      if (length >= ROOM / 2 || end - next < length + 1) {
        break;
      }
      System.arraycopy(raw, next + HEADER, raw, into, length - 4);
      into += length - 4;
      next += length + 1;
      copied++;
    }
    INT.set(raw, checked + 1, into - checked - 1);
    remove(into, next - into);
    checked = into;
    return true;
  }

  private boolean beginRow(int length) throws ProtocolViolation {
    if (end - checked < HEADER + 2) {
      return false;
    }
    RowTaker to = taker;
    if (to != null && pos < checked) {
      // The driver first reads what came before.
      return false;
    }
    fieldsLeft = (short) SHORT.get(raw, checked + HEADER);
    frameLeft = length - 6L;
    if (fieldsLeft < 0 || frameLeft < 4L * fieldsLeft) {
      throw nonsense("a row with " + fieldsLeft + " values in " + length + " bytes");
    }
    if (++rows > expected) {
      throw nonsense("more rows than were asked for");
    }
    checked += HEADER + 2;
    taking = to;
    if (to == null) {
      keep(length + ROW_COST + (long) FIELD_COST * fieldsLeft);
      return true;
    }
    if (width >= 0 && width != fieldsLeft) {
      throw nonsense("rows of " + width + " values and of " + fieldsLeft);
    }
    width = fieldsLeft;
    pos = checked;
    if (!taken.hold(to.row(fieldsLeft, length))) {
      throw tooMuch();
    }
    return true;
  }

  /// Lets a message through that is looked at as a whole; false when more bytes are needed.
  private boolean whole(char type, int length) throws ProtocolViolation {
    int size = length + 1;
    boolean text = FrameRules.isText(type);
    int wanted = text ? Math.min(size, FrameRules.LONGEST_TEXT) : size;
    if (end - checked < wanted) {
      return false;
    }
    if (text && size > wanted) {
      shorten(wanted, size);
      return true;
    }
    boolean nameless = type == 'Z' && rules.lacksVersion();
    boolean keep = rules.accept(type, raw, checked + HEADER, length - 4);
    switch (type) {
      case 'T' -> begin(checked + HEADER, length - 4);
      case 'Z' -> release();
      default -> {}
    }
    if (keep) {
      endResultBefore(type);
      if (nameless) {
        insert(NO_VERSION_REPORT);
      }
      checked += size;
    } else {
      remove(checked, size);
    }
    return true;
  }

  private void begin(int from, int length) throws ProtocolViolation {
    int columns = (short) SHORT.get(raw, from);
    keep(length + (long) COLUMN_COST * columns);
    width = -1;
    RowTaker to = taker;
    if (to != null) {
      to.columns(FrameRules.described(raw, from));
    }
  }

  private void keep(long bytes) throws ProtocolViolation {
    if (!kept.hold(kept.held() + bytes)) {
      throw tooMuch();
    }
  }

  private ProtocolViolation tooMuch() {
    release();
    return tooLarge("more at once than fits into memory");
  }

  private void endResultBefore(char type) {
    switch (type) {
      case 'N', 'S', 'A' -> {}
      case 'T' -> {
        if (inResult) {
          insert(END_OF_RESULT);
        }
        inResult = true;
      }
      default -> inResult = false;
    }
  }

  private void insert(byte[] message) {
    if (end + message.length > raw.length) {
      raw = Arrays.copyOf(raw, raw.length + ROOM);
    }
    System.arraycopy(raw, checked, raw, checked + message.length, end - checked);
    System.arraycopy(message, 0, raw, checked, message.length);
    checked += message.length;
    end += message.length;
  }

  /// Keeps the beginning of a message that is too long; the rest is dropped as it comes.
  private void shorten(int kept, int size) throws ProtocolViolation {
    int body = FrameRules.shortened(raw, checked + HEADER, kept - HEADER);
    INT.set(raw, checked + 1, body + 4);
    boolean keep = rules.accept((char) (raw[checked] & 0xff), raw, checked + HEADER, body);
    int stays = keep ? HEADER + body : 0;
    remove(checked + stays, kept - stays);
    checked += stays;
    asideLeft = (long) size - kept;
  }

  private void remove(int from, int count) {
    System.arraycopy(raw, from + count, raw, from, end - from - count);
    end -= count;
  }

  private static ProtocolViolation nonsense(String what) {
    return new ProtocolViolation(Kind.NONSENSE, "the server sent " + what);
  }

  private static ProtocolViolation tooLarge(String what) {
    return new ProtocolViolation(Kind.TOO_LARGE, "the server sent " + what);
  }
}
