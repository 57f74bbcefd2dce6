package dev.tusk.postgres.wire;

import dev.tusk.postgres.wire.ProtocolViolation.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What each kind of the server's messages can look like (PostgreSQL, "Message Formats"), and how
/// many of them one connection can need. Confined to one thread.
final class FrameRules {
  /// Errors and notices are cut to this; a person reads less.
  static final int LONGEST_TEXT = 1 << 22;

  /// Each field of an error that is cut keeps this much.
  private static final int LONGEST_FIELD = 1 << 20;

  /// The parameter that a server reports its version by.
  static final String VERSION = "server_version";

  private static final int SMALL = 1 << 16;

  /// 65,535 columns with names of 63 bytes are 5.5 MB; a table can have 1,600.
  private static final int LONGEST_DESCRIPTION = 8 << 20;

  private static final int MOST_LOGIN_MESSAGES = 64;
  private static final int MOST_BEFORE_LOGIN = 1 << 20;
  private static final int MOST_PARAMETERS = 256;
  private static final int MOST_NOTIFICATIONS = 1_000;

  /// An answer has one; the driver keeps each with a stack trace.
  private static final int MOST_ERRORS = 100;

  private final LoginRules.Exchange exchange;
  private final Set<String> parameters = new HashSet<>();
  private boolean ready;
  private int loginMessages;
  private long beforeLogin;
  private int notifications;
  private int errors;
  private int errorBytes;

  FrameRules(LoginRules login, boolean encrypted) {
    this.exchange = new LoginRules.Exchange(login, encrypted);
  }

  /// Whether it may be shortened without harm.
  static boolean isText(char type) {
    return type == 'E' || type == 'N';
  }

  /// Checks what the first five bytes say.
  void check(char type, int length) throws ProtocolViolation {
    boolean possible =
        switch (type) {
          case '1', '2', '3', 'I', 'n', 's', 'c' -> length == 4;
          case 'Z' -> length == 5;
          case 'K' -> length >= 12 && length <= 264;
          case 'R' -> length >= 8 && length <= SMALL;
          case 'S', 'C', 'v' -> length >= 6 && length <= SMALL;
          case 't' -> length >= 6 && length <= 4 + 2 + 4 * 65_535;
          case 'T' -> length >= 6 && length <= LONGEST_DESCRIPTION;
          case 'G', 'H', 'W' -> length >= 7 && length <= 4 + 3 + 2 * 65_535;
          case 'D' -> length >= 6;
          case 'd' -> length >= 4;
          case 'E', 'N' -> length >= 5;
          case 'A' -> length >= 10 && length <= SMALL;
          default -> false;
        };
    if (!possible) {
      throw nonsense(
          isLetter(type)
              ? "a message " + type + " of " + length + " bytes"
              : "something that is not PostgreSQL's protocol");
    }
    if (!ready) {
      beforeLogin += Math.min(length, LONGEST_TEXT);
      if (beforeLogin > MOST_BEFORE_LOGIN && !isText(type)) {
        throw nonsense("too much before the login was complete");
      }
      if (type == 'D' || type == 'd' || type == 'T') {
        throw nonsense("rows before the login was complete");
      }
    }
  }

  /// Whether the login is not over, and the server has not reported its version so far.
  boolean lacksVersion() {
    return !ready && !parameters.contains(VERSION);
  }

  /// Checks a whole message.
  ///
  /// @return whether it is let through
  boolean accept(char type, byte[] raw, int from, int length) throws ProtocolViolation {
    switch (type) {
      case 'Z' -> {
        ready = true;
        notifications = 0;
        errors = 0;
        errorBytes = 0;
        if (raw[from] != 'I' && raw[from] != 'T' && raw[from] != 'E') {
          throw nonsense("a transaction state that there is not");
        }
      }
      case 'R' -> login(raw, from, length);
      case 'S' -> {
        int end = texts(type, raw, from, length, 2);
        if (parameters.add(new String(raw, from, end - from, StandardCharsets.ISO_8859_1))
            && parameters.size() > MOST_PARAMETERS) {
          throw nonsense("hundreds of parameters that nobody knows");
        }
      }
      case 'C' -> texts(type, raw, from, length, 1);
      case 'A' -> {
        texts(type, raw, from + 4, length - 4, 2);
        return ++notifications <= MOST_NOTIFICATIONS;
      }
      case 'T' -> columns(raw, from, length);
      case 'G', 'H', 'W' -> {
        int columns = count(raw, from + 1);
        if (length != 3 + 2 * columns) {
          throw nonsense("a COPY of " + columns + " columns in " + length + " bytes");
        }
      }
      case 't' -> {
        if (length != 2 + 4 * count(raw, from)) {
          throw nonsense("a wrong number of parameters");
        }
      }
      case 'E', 'N' -> {
        fields(raw, from, length);
        errorBytes += type == 'E' ? length : 0;
        if (type == 'E' && (++errors > MOST_ERRORS || errorBytes > 2 * LONGEST_TEXT)) {
          throw nonsense("one error after the other");
        }
        if (!ready && beforeLogin > MOST_BEFORE_LOGIN) {
          throw nonsense("too much before the login was complete");
        }
      }
      default -> {}
    }
    return true;
  }

  private void login(byte[] raw, int from, int length) throws ProtocolViolation {
    int method = raw[from + 3];
    if (++loginMessages > MOST_LOGIN_MESSAGES) {
      throw nonsense("one request for a password after the other");
    }
    if (ready) {
      throw nonsense("a request for a password in the middle of a session");
    }
    if (method == 5 && length != 8) {
      throw nonsense("a wrong request for a password");
    }
    if (method == 10
        && (length < 6 || raw[from + length - 1] != 0 || raw[from + length - 2] != 0)) {
      throw nonsense("a list of ways to log in without an end");
    }
    exchange.accept(method, raw, from + 4, length - 4);
  }

  /// @return the end of the first text
  private static int texts(char type, byte[] raw, int from, int length, int count)
      throws ProtocolViolation {
    int found = 0;
    int first = -1;
    for (int i = from; i < from + length; i++) {
      if (raw[i] == 0) {
        found++;
        first = first < 0 ? i : first;
      }
    }
    if (found != count || raw[from + length - 1] != 0) {
      throw nonsense("a message " + type + " without an end");
    }
    return first;
  }

  /// A RowDescription: a count, then for each column a name and 18 bytes.
  private static void columns(byte[] raw, int from, int length) throws ProtocolViolation {
    int count = count(raw, from);
    int at = from + 2;
    int end = from + length;
    for (int column = 0; column < count; column++) {
      while (at < end && raw[at] != 0) {
        at++;
      }
      at += 19;
      if (at > end) {
        throw nonsense("a description of " + count + " columns that ends too early");
      }
      int format = count(raw, at - 2);
      if (format > 1) {
        throw nonsense("columns in a format that there is not");
      }
    }
    if (at != end) {
      throw nonsense("a description of columns that is too long");
    }
  }

  /// The columns of a RowDescription that [#accept] let through.
  static List<WireColumn> described(byte[] raw, int from) {
    int count = (raw[from] & 0xff) << 8 | (raw[from + 1] & 0xff);
    List<WireColumn> described = new ArrayList<>(count);
    int at = from + 2;
    for (int column = 0; column < count; column++) {
      int start = at;
      while (raw[at] != 0) {
        at++;
      }
      String label = new String(raw, start, at - start, StandardCharsets.UTF_8);
      // Behind the name come the table's oid and the column's number in it.
      described.add(new WireColumn(label, ByteBuffer.wrap(raw).getInt(at + 7)));
      at += 19;
    }
    return described;
  }

  /// An error's or notice's fields: a letter and a text each, then a zero.
  private static void fields(byte[] raw, int from, int length) throws ProtocolViolation {
    int at = from;
    int end = from + length;
    while (at < end && raw[at] != 0) {
      at++;
      while (at < end && raw[at] != 0) {
        at++;
      }
      at++;
    }
    if (at != end - 1) {
      throw nonsense("an error message without an end");
    }
  }

  /// Cuts an error's or notice's body, of which `length` bytes are there, so that
  /// it ends well; works in place.
  ///
  /// @return the body's new length
  static int shortened(byte[] raw, int from, int length) {
    int to = from;
    int at = from;
    int end = from + length;
    while (at < end && raw[at] != 0) {
      raw[to++] = raw[at++];
      int start = at;
      while (at < end && raw[at] != 0) {
        if (at - start < LONGEST_FIELD) {
          raw[to++] = raw[at];
        }
        at++;
      }
      if (at - start >= LONGEST_FIELD || at == end) {
        to = wholeCharacters(raw, Math.min(to, end - 2));
      }
      at++;
      raw[to++] = 0;
    }
    raw[to++] = 0;
    return to - from;
  }

  /// Drops the beginning of a UTF-8 character whose rest was cut off.
  private static int wholeCharacters(byte[] raw, int to) {
    int at = to - 1;
    int followers = 0;
    while (followers < 3 && (raw[at] & 0xc0) == 0x80) {
      at--;
      followers++;
    }
    int lead = raw[at] & 0xff;
    int wanted = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    return wanted > followers ? at : to;
  }

  private static int count(byte[] raw, int at) throws ProtocolViolation {
    int count = (short) ((raw[at] & 0xff) << 8 | (raw[at + 1] & 0xff));
    if (count < 0) {
      throw nonsense("a count of " + count);
    }
    return count;
  }

  private static boolean isLetter(char type) {
    return (type >= 'A' && type <= 'Z') || (type >= 'a' && type <= 'z');
  }

  private static ProtocolViolation nonsense(String what) {
    return new ProtocolViolation(Kind.NONSENSE, "the server sent " + what);
  }
}
